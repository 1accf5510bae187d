package dev.countersign.platform;

import dev.countersign.config.Secret;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.function.Function;

/**
 * The call that exchanges a one-time token. It is not repeated: who asks decides that. If nobody
 * waits any more it is not sent, so that the token stays good.
 */
record ExchangeCall(
    String application,
    Secret oneTimeToken,
    XamanApi api,
    Promise<Exchanged> promise,
    Function<String, Exchanged> whyNotSent,
    StrangersShare share)
    implements Call<XappVisit> {
  private static final Duration UNTOLD = Duration.ofMinutes(1);
  private static final Duration SOON = Duration.ofSeconds(2);

  ExchangeCall {
    promise.future().onComplete(_ -> share.done());
  }

  @Override
  public Lane lane() {
    return Lane.SESSION;
  }

  @Override
  public String kind() {
    return "authorize";
  }

  @Override
  public boolean isWanted() {
    return !promise.future().isComplete();
  }

  @Override
  public Future<Answer<XappVisit>> send() {
    return api.authorize(application, oneTimeToken.reveal());
  }

  @Override
  public void answered(Answer<XappVisit> answer) {
    promise.tryComplete(outcome(answer));
  }

  @Override
  public void notSent() {
    promise.tryComplete(whyNotSent.apply(application));
  }

  private static Exchanged outcome(Answer<XappVisit> answer) {
    return switch (answer) {
      case Answer.Ok<XappVisit>(XappVisit visit) -> new Exchanged.Done(visit);
      case Answer.NotFound<XappVisit> _ -> new Exchanged.Gone();
      case Answer.Refused<XappVisit>(Integer code, var _, var _, var _) ->
          code != null && (code == 404 || code == 410)
              ? new Exchanged.Gone()
              : new Exchanged.Refused(code);
      case Answer.Conflict<XappVisit> _ -> new Exchanged.Refused(409);
      case Answer.Unauthorized<XappVisit>(Integer code) -> new Exchanged.Refused(code);
      case Answer.RateLimited<XappVisit>(Duration pause) ->
          new Exchanged.NotNow(
              "the platform takes no more calls of the application for now",
              pause == null ? UNTOLD : pause);
      case Answer.Unclear<XappVisit> _ ->
          new Exchanged.NotNow("the platform gives no usable answer", SOON);
    };
  }
}
