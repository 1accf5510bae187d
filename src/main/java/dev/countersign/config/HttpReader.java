package dev.countersign.config;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what the HTTP port is to be. */
final class HttpReader {
  /** What can be sent in a header as it is. */
  private static final Pattern TOKEN = Pattern.compile("[!-~]{16,500}");

  private final Values values;

  HttpReader(Values values) {
    this.values = values;
  }

  HttpSettings read() {
    Values.Parser<Integer> port = Parsers.integer(0, 65_535);
    List<String> origins = values.readIfSet(ConfigKey.HTTP_CORS_ORIGINS, Parsers::origins);
    HttpSettings settings =
        new HttpSettings(
            values.read(ConfigKey.HTTP_HOST, Parsers::host),
            values.read(ConfigKey.HTTP_PORT, port),
            values.readIfSet(ConfigKey.HTTP_PUBLIC_PORT, port),
            values.readIfSet(
                ConfigKey.HTTP_ADVERTISED_URL, Parsers.url("http://worker-1.example:8080")),
            operatorToken(),
            origins == null ? List.of() : origins);
    Integer second = settings.publicPort();
    if (second != null && second != 0 && second == settings.port()) {
      values.problem(
          ConfigKey.HTTP_PUBLIC_PORT.key(),
          "%d is countersign.http.port too; it must be another one".formatted(second));
    }
    return settings;
  }

  /** A wrong one is not shown: it may be half of the right one. */
  private @Nullable Secret operatorToken() {
    String text = values.raw(ConfigKey.HTTP_OPERATOR_TOKEN.key());
    if (text == null) {
      return null;
    }
    if (TOKEN.matcher(text.strip()).matches()) {
      return Secret.of(text.strip());
    }
    values.problem(
        ConfigKey.HTTP_OPERATOR_TOKEN.key(),
        "must be 16 to 500 letters, digits or signs, without spaces");
    return null;
  }
}
