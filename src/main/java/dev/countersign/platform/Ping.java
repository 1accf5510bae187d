package dev.countersign.platform;

import io.vertx.core.Future;
import java.util.function.BooleanSupplier;

/** The cheapest call: are the credentials accepted, does the platform answer? */
record Ping(String application, XamanApi api, BooleanSupplier wanted) implements Call<String> {

  @Override
  public Lane lane() {
    return Lane.PROBE;
  }

  @Override
  public String kind() {
    return "ping";
  }

  @Override
  public boolean isWanted() {
    return wanted.getAsBoolean();
  }

  @Override
  public Future<Answer<String>> send() {
    return api.ping(application);
  }

  /** The gate has judged it already. */
  @Override
  public void answered(Answer<String> answer) {}

  @Override
  public void notSent() {}
}
