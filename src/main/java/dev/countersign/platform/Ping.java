package dev.countersign.platform;

import io.vertx.core.Future;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** The cheapest call: are the credentials accepted, does the platform answer? */
record Ping(String application, XamanApi api, BooleanSupplier wanted)
    implements Call<ApplicationInfo> {
  private static final Logger log = LoggerFactory.getLogger(Ping.class);

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
  public Future<Answer<ApplicationInfo>> send() {
    return api.ping(application);
  }

  /** The gate has judged it already. */
  @Override
  public void answered(Answer<ApplicationInfo> answer) {
    if (answer instanceof Answer.Ok<ApplicationInfo>(ApplicationInfo info)) {
      log.atLevel(info.disabled() ? Level.WARN : Level.INFO)
          .addKeyValue("application", application)
          .addKeyValue("name", info.name())
          .addKeyValue("disabled", info.disabled())
          .log("the platform knows the application");
    }
  }

  @Override
  public void notSent() {}
}
