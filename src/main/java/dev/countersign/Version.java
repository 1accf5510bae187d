package dev.countersign;

import picocli.CommandLine.IVersionProvider;

/** The release, as the jar's manifest has it. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Countersign.class.getPackage().getImplementationVersion();
    return new String[] {"countersign " + (version == null ? "(not packaged)" : version)};
  }
}
