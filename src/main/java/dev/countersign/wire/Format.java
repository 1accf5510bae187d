package dev.countersign.wire;

/** How public records are written (CONTRACT §4). */
public enum Format {
  JSON("application/json"),
  /** Single-object encoding. */
  AVRO("application/avro");

  private final String contentType;

  Format(String contentType) {
    this.contentType = contentType;
  }

  String contentType() {
    return contentType;
  }
}
