package dev.countersign.request;

import java.util.Map;

/**
 * What was asked for, which the platform does not compare with what is signed.
 *
 * @param ledgers by network, one that was validated before the payload was made; so no signature of
 *     it can be in an earlier one
 */
public record Asked(Ask.Template template, Map<String, Long> ledgers) {
  public Asked {
    ledgers = Map.copyOf(ledgers);
  }
}
