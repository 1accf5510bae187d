package dev.countersign.request;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who and what a request is about; but for the heir the same in every state of its life.
 *
 * @param id chosen by whoever asked; also the platform's {@code custom_meta.identifier}
 * @param application alias of the platform application
 * @param user the asking side's stable name for the person; null: nobody's
 * @param txType transaction type, where the template tells it
 * @param context echoed in every event
 * @param fingerprint of the command's meaning; equal for a duplicate
 * @param expect what is checked against what is signed and settled
 * @param commandAt timestamp of the command's record; tells two lives of one id apart
 * @param heir id of the request that replaces this one; null: none does
 */
public record Subject(
    String id,
    String application,
    @Nullable String user,
    @Nullable String txType,
    Map<String, String> context,
    Trace trace,
    String fingerprint,
    Expectation expect,
    Instant commandAt,
    @Nullable String heir) {
  public Subject {
    context = Map.copyOf(context);
  }

  Subject withHeir(String heir) {
    return new Subject(
        id, application, user, txType, context, trace, fingerprint, expect, commandAt, heir);
  }
}
