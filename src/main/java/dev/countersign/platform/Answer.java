package dev.countersign.platform;

import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one attempt to call the platform came to, with its oddities (PROTOCOL §3) judged. */
public sealed interface Answer<T> {

  /** Done as asked. */
  record Ok<T>(T value) implements Answer<T> {}

  /** The platform says that it knows no such payload: code 404 in the ordinary error form. */
  record NotFound<T>() implements Answer<T> {}

  /** A definite no: the same call would be refused again (PROTOCOL §3.1). */
  record Refused<T>(
      @Nullable Integer code, @Nullable String reference, int httpStatus, String message)
      implements Answer<T> {}

  /** The identifier is taken: code 409. */
  record Conflict<T>() implements Answer<T> {}

  /** The credentials are not accepted: HTTP 401 or 403, codes 810 to 814 (PROTOCOL §2.2). */
  record Unauthorized<T>(@Nullable Integer code) implements Answer<T> {}

  /** Too many calls; {@code pause} is null when the platform does not say for how long. */
  record RateLimited<T>(@Nullable Duration pause) implements Answer<T> {
    private static final Duration UNTOLD = Duration.ofMinutes(1);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** For how long the application is not called. */
    Duration length() {
      if (pause == null) {
        return UNTOLD;
      }
      if (pause.compareTo(SHORTEST) < 0) {
        return SHORTEST;
      }
      return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }
  }

  /**
   * No answer that means anything.
   *
   * @param sent false only if the request certainly never left
   */
  record Unclear<T>(String reason, boolean sent) implements Answer<T> {}

  /** The same answer about another value. */
  default <U> Answer<U> map(Function<? super T, ? extends U> mapper) {
    return switch (this) {
      case Ok<T>(T value) -> new Ok<>(mapper.apply(value));
      case NotFound<T> _ -> new NotFound<>();
      case Refused<T>(Integer code, String reference, int status, String message) ->
          new Refused<>(code, reference, status, message);
      case Conflict<T> _ -> new Conflict<>();
      case Unauthorized<T>(Integer code) -> new Unauthorized<>(code);
      case RateLimited<T>(Duration pause) -> new RateLimited<>(pause);
      case Unclear<T>(String reason, boolean sent) -> new Unclear<>(reason, sent);
    };
  }
}
