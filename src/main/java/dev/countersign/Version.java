package dev.countersign;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** The release, as the jar's manifest has it. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = number();
    return new String[] {"countersign " + (version == null ? "(not packaged)" : version)};
  }

  /** Null where it runs from classes. */
  static @Nullable String number() {
    return Countersign.class.getPackage().getImplementationVersion();
  }
}
