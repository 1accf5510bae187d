package dev.countersign.sandbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one payload was like at one moment.
 *
 * @param requestJson the transaction template, as JSON text
 * @param pushedTo the person whose user token matched at creation
 * @param signedBy who signed it
 * @param dispatchedResult null until the wallet reported it
 */
public record PayloadSnapshot(
    String uuid,
    String application,
    @Nullable String identifier,
    String txType,
    String requestJson,
    Instant createdAt,
    Instant expiresAt,
    @Nullable String pushedTo,
    boolean opened,
    boolean resolved,
    boolean signed,
    boolean cancelled,
    boolean expired,
    @Nullable String signedBy,
    @Nullable String txid,
    @Nullable String dispatchedResult) {

  static PayloadSnapshot of(World world, Payload payload) {
    Resolution.Signed signed =
        payload.resolution instanceof Resolution.Signed resolution ? resolution : null;
    return new PayloadSnapshot(
        payload.uuid,
        payload.application.key(),
        payload.request.customMeta().identifier(),
        payload.request.template().type(),
        Json.text(payload.request.template().requestJson()),
        payload.createdAt,
        payload.expiresAt,
        payload.pushedTo == null ? null : payload.pushedTo.name,
        payload.openedInTime,
        payload.resolved(),
        payload.signed(),
        payload.cancelled,
        payload.expired(world.now()),
        signed == null ? null : signed.by().name,
        signed == null ? null : signed.signature().txid(),
        signed == null ? null : signed.dispatched());
  }
}
