package dev.countersign.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What each kind of value must look like. */
final class Parsers {
  private static final Pattern SIMPLE_DURATION = Pattern.compile("(\\d{1,15}) ?(ms|s|m|h|d)");
  private static final Pattern BYTES = Pattern.compile("(\\d{1,15}) ?([kKmMgG]?)");
  private static final Pattern SERVERS =
      Pattern.compile("[^\\s,]+:\\d{1,5}( *, *[^\\s,]+:\\d{1,5})*");

  private static final Pattern ORIGIN =
      Pattern.compile("https?://([a-z0-9.-]+|\\[[0-9a-f:.]+])(:\\d{1,5})?");
  private static final int LONGEST_URL = 200;

  private Parsers() {}

  static Values.Parser<Integer> integer(int least, int most) {
    return text -> {
      try {
        int value = Integer.parseInt(text);
        if (value >= least && value <= most) {
          return value;
        }
      } catch (NumberFormatException notOne) {
        // Answered as for a number out of range.
      }
      throw must("be a whole number from " + least + " to " + most);
    };
  }

  /** A size as {@code 512M}, {@code 2G}, {@code 65536}. */
  static long bytes(String text) {
    var size = BYTES.matcher(text);
    if (size.matches() && Long.parseLong(size.group(1)) > 0) {
      long amount = Long.parseLong(size.group(1));
      int shift =
          switch (size.group(2).toLowerCase(Locale.ROOT)) {
            case "k" -> 10;
            case "m" -> 20;
            case "g" -> 30;
            case String none -> 0;
          };
      if (amount <= Long.MAX_VALUE >> shift) {
        return amount << shift;
      }
    }
    throw must("be a size in bytes such as 65536, 512M or 2G");
  }

  static boolean bool(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      case String other -> throw must("be true or false");
    };
  }

  static Format format(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "json" -> Format.JSON;
      case "avro" -> Format.AVRO;
      case "confluent" -> Format.CONFLUENT;
      case String other -> throw must("be json, avro or confluent");
    };
  }

  static String groupProtocol(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "consumer", "classic" -> text.toLowerCase(Locale.ROOT);
      case String other -> throw must("be consumer or classic");
    };
  }

  /** A duration as {@code 24h}, {@code 7d}, {@code 500ms}, or in ISO 8601. */
  static Duration duration(String text) {
    Duration duration = parsed(text);
    if (duration.isPositive()) {
      return duration;
    }
    throw must("be longer than nothing");
  }

  static Values.Parser<Duration> duration(Duration least, Duration most) {
    return text -> {
      Duration duration = duration(text);
      if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
        throw must("be from " + least.toSeconds() + "s to " + most.toSeconds() + "s");
      }
      return duration;
    };
  }

  private static Duration parsed(String text) {
    var simple = SIMPLE_DURATION.matcher(text);
    try {
      if (!simple.matches()) {
        return Duration.parse(text);
      }
      long amount = Long.parseLong(simple.group(1));
      return switch (simple.group(2)) {
        case "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        case "m" -> Duration.ofMinutes(amount);
        case "h" -> Duration.ofHours(amount);
        case String days -> Duration.ofDays(amount);
      };
    } catch (DateTimeParseException | ArithmeticException e) {
      throw must("be a duration such as 500ms, 30s, 15m, 24h, 7d or PT24H");
    }
  }

  /** Without a slash at the end. */
  static Values.Parser<URI> url(String example) {
    return text -> {
      try {
        var url = new URI(text.replaceAll("/+$", ""));
        boolean http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        if (http
            && url.getHost() != null
            && url.getUserInfo() == null
            && url.getQuery() == null
            && url.getFragment() == null
            && text.length() <= LONGEST_URL) {
          return url;
        }
      } catch (URISyntaxException notOne) {
        // Answered as for another kind of address.
      }
      throw must("be an address such as " + example);
    };
  }

  /** Origins as browsers write them, so that they can be compared as texts. */
  static List<String> origins(String text) {
    List<String> origins = List.of(text.toLowerCase(Locale.ROOT).split("\\s*,\\s*", -1));
    if (origins.stream().allMatch(origin -> ORIGIN.matcher(origin).matches())) {
      return origins;
    }
    throw must("be origins such as https://shop.example, without a path, separated by commas");
  }

  static String bootstrapServers(String text) {
    if (SERVERS.matcher(text).matches()) {
      return text;
    }
    throw must("be host:port, several separated by commas");
  }

  /** Kafka's own rule for topic names; groups and workers are parts of names too. */
  static Values.Parser<String> name(int longest) {
    var pattern = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1," + longest + "}");
    return text -> {
      if (pattern.matcher(text).matches()) {
        return text;
      }
      throw must("be 1 to " + longest + " letters, digits, dots, underscores or hyphens");
    };
  }

  static String host(String text) {
    if (text.matches("[A-Za-z0-9.:_-]+")) {
      return text;
    }
    throw must("be a host name or an address");
  }

  private static IllegalArgumentException must(String rule) {
    return new IllegalArgumentException("must " + rule);
  }
}
