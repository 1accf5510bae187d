package dev.countersign.platform;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of exchanging a one-time token. */
public sealed interface Exchanged {
  record Done(XappVisit visit) implements Exchanged {}

  /** It was used, is too old, or never was one of this application. */
  record Gone() implements Exchanged {}

  /** The platform does not exchange anything for this application. */
  record Refused(@Nullable Integer code) implements Exchanged {}

  /** The application is not called for now, or there was no answer that means anything. */
  record NotNow(String why, Duration pause) implements Exchanged {}

  /** Others need the application's calls more. */
  record TooMany(Duration pause) implements Exchanged {}
}
