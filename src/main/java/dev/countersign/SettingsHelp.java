package dev.countersign;

import dev.countersign.config.ConfigKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import picocli.CommandLine;

/** The settings of a worker, at the end of its help. */
final class SettingsHelp {
  private SettingsHelp() {}

  static void addTo(CommandLine commandLine, String subcommand) {
    CommandLine command = Objects.requireNonNull(commandLine.getSubcommands().get(subcommand));
    command.getCommandSpec().usageMessage().footer(lines().toArray(String[]::new));
  }

  private static List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("Example: countersign worker --config worker.properties");
    lines.add("");
    lines.add("Settings, in FILE or as environment variables (such as %s);".formatted(variable()));
    lines.add("everything under kafka. goes to the Kafka clients:");
    for (ConfigKey key : ConfigKey.values()) {
      String usual = key.defaultValue() == null ? "" : " (default: " + key.defaultValue() + ")";
      lines.add("  " + key.key());
      lines.add("      " + key.description().replace("`", "") + usual);
    }
    return lines;
  }

  private static String variable() {
    return ConfigKey.TOPIC_PREFIX.key().toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
  }
}
