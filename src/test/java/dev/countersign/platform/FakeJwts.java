package dev.countersign.platform;

import dev.countersign.platform.jwt.JwtCheck;
import dev.countersign.platform.jwt.JwtVerdict;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Every question waits here until the test answers it. */
final class FakeJwts implements JwtCheck {
  final List<String> asked = new ArrayList<>();
  private final List<Promise<JwtVerdict>> answers = new ArrayList<>();

  @Override
  public Future<JwtVerdict> verify(String token, String application, Instant now) {
    asked.add(application + ' ' + token);
    answers.add(Promise.promise());
    return answers.getLast().future();
  }

  void answer(JwtVerdict verdict) {
    answers.getLast().complete(verdict);
  }

  void answer(int question, JwtVerdict verdict) {
    answers.get(question).complete(verdict);
  }
}
