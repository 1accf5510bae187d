package dev.countersign.platform;

import dev.countersign.config.Secret;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a one-time token was good for: who opened the xApp, where, and a JWT to act for them
 * (PROTOCOL §9.1, §9.2). All but the JWT may be missing, and none of it is verified yet.
 *
 * @param facts what else the platform told of the visit, under names of ours
 */
public record XappVisit(
    Secret jwt,
    @Nullable String account,
    @Nullable String networkType,
    @Nullable Integer networkId,
    @Nullable String locale,
    Map<String, Object> facts) {
  public XappVisit {
    facts = Collections.unmodifiableMap(facts);
  }

  /** What an xApp was opened with is the opener's business. */
  @Override
  public String toString() {
    return "XappVisit[" + networkType + ", " + locale + "]";
  }
}
