package dev.countersign.wire;

/** The headers that a dead letter has more than the record it is about. */
final class ErrorHeaders {
  /** The first of them: whatever stands in front of its last one is the record's own. */
  static final String CODE = "countersign.error.code";

  /** Of the request, where it is known; a record that is sent again may carry it, too. */
  static final String REQUEST_ID = "countersign.request.id";

  // Named as by Kafka Connect, so that tools which know its dead letters know ours.
  static final String TOPIC = "__connect.errors.topic";
  static final String PARTITION = "__connect.errors.partition";
  static final String OFFSET = "__connect.errors.offset";
  static final String CONNECTOR = "__connect.errors.connector.name";
  static final String TASK = "__connect.errors.task.id";
  static final String STAGE = "__connect.errors.stage";
  static final String CLASS = "__connect.errors.class.name";
  static final String EXCEPTION = "__connect.errors.exception.class.name";
  static final String MESSAGE = "__connect.errors.exception.message";
  static final String STACK_TRACE = "__connect.errors.exception.stacktrace";

  private ErrorHeaders() {}
}
