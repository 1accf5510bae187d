package dev.countersign.platform;

import dev.countersign.request.Ask;
import dev.countersign.request.Payload;
import dev.countersign.request.PayloadView;
import dev.countersign.request.Signal;
import dev.countersign.request.Subject;
import dev.countersign.request.UserToken;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every call waits here until the test answers it. */
final class FakeApi implements XamanApi {
  final List<Sent<?>> sent = new ArrayList<>();
  private int taken;
  Allowance.Listener allowances = (_, _, _) -> {};

  /** {@code what} is the kind and what it is about: {@code read u1}. */
  record Sent<T>(String application, String what, Promise<Answer<T>> promise) {
    @SuppressWarnings("unchecked")
    void answer(Answer<?> answer) {
      promise.complete((Answer<T>) answer);
    }
  }

  /** The next call that the test has not looked at yet. */
  Sent<?> next() {
    if (taken == sent.size()) {
      throw new AssertionError("no call was sent; so far: " + whats());
    }
    return sent.get(taken++);
  }

  boolean isQuiet() {
    return taken == sent.size();
  }

  List<String> whats() {
    return sent.stream().map(Sent::what).toList();
  }

  @Override
  public void onAllowance(Allowance.Listener listener) {
    allowances = listener;
  }

  @Override
  public Future<Answer<Signal.Created>> create(
      Subject subject, Ask ask, @Nullable UserToken token) {
    return record(subject.application(), "create " + subject.id());
  }

  @Override
  public Future<Answer<Signal.Found>> findByIdentifier(Subject subject, Ask ask) {
    return record(subject.application(), "find " + subject.id());
  }

  @Override
  public Future<Answer<PayloadView>> read(String application, Payload payload) {
    return record(application, "read " + payload.uuid());
  }

  @Override
  public Future<Answer<Signal.CancelAnswered>> cancel(String application, String uuid) {
    return record(application, "cancel " + uuid);
  }

  @Override
  public Future<Answer<ApplicationInfo>> ping(String application) {
    return record(application, "ping");
  }

  @Override
  public Future<Answer<Set<UserToken>>> checkTokens(
      String application, Collection<UserToken> tokens) {
    return record(application, "check");
  }

  @Override
  public Future<Answer<XappVisit>> authorize(String application, String oneTimeToken) {
    return record(application, "authorize " + oneTimeToken);
  }

  private <T> Future<Answer<T>> record(String application, String what) {
    Promise<Answer<T>> promise = Promise.promise();
    sent.add(new Sent<>(application, what, promise));
    return promise.future();
  }
}
