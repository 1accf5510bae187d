package dev.countersign;

import java.time.Duration;
import java.util.Stack;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The value of {@code --wait}, which may be missing: what comes next is its value only if it looks
 * like a duration, because it may be the command.
 */
final class Patience implements IParameterConsumer {
  static final String ENDLESS = "forever";
  private static final Duration LONGEST = Duration.ofDays(36_500);

  @Override
  public void consumeParameters(Stack<String> arguments, ArgSpec option, CommandSpec command) {
    boolean given = !arguments.isEmpty() && arguments.peek().matches("\\d.*|P[\\dT].*");
    option.setValue(given ? new Converter().convert(arguments.pop()) : LONGEST);
  }

  /** As in the configuration. */
  static final class Converter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return text.equals(ENDLESS) ? LONGEST : new Moment.DurationConverter().convert(text);
    }
  }
}
