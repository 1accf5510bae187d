package dev.countersign.wire;

/**
 * How the public topics of one deployment are read and written.
 *
 * @param schemas of what others have written
 */
public record Encodings(SchemaIds schemas, Format events, Format tokens) {

  /** Without a registry. */
  public static Encodings of(Format format) {
    return new Encodings(SchemaIds.none(), format, format);
  }
}
