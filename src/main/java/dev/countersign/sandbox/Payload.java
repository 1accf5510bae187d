package dev.countersign.sandbox;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One sign request on the platform, with everything that happened to it. */
final class Payload {
  final String uuid;
  final Application application;
  final CreateRequest request;

  /** With fractions: a fresh payload's age matters to the read-after-write lag. */
  final Instant bornAt;

  final Instant createdAt;
  final @Nullable Person pushedTo;
  final Set<Person> openers = new LinkedHashSet<>();
  Instant expiresAt;
  boolean cancelled;

  /** Created by xapp/event (PROTOCOL §9.1). */
  boolean xappEvent;

  boolean openedInTime;
  boolean signPageSeen;
  @Nullable Boolean openedByDeeplink;
  @Nullable Resolution resolution;

  /** Made by a wallet whose report about it was lost (PROTOCOL §12). */
  Identity.@Nullable Signed unreported;

  Payload(
      String uuid,
      Application application,
      CreateRequest request,
      Instant now,
      @Nullable Person pushedTo) {
    this.uuid = uuid;
    this.application = application;
    this.request = request;
    this.bornAt = now;
    this.createdAt = now.truncatedTo(ChronoUnit.SECONDS);
    this.pushedTo = pushedTo;
    this.expiresAt = createdAt.plus(request.options().expire());
  }

  boolean expired(Instant now) {
    return !now.isBefore(expiresAt);
  }

  boolean resolved() {
    return resolution != null;
  }

  boolean signed() {
    return resolution instanceof Resolution.Signed;
  }

  boolean isOpen(Instant now) {
    return !resolved() && !expired(now);
  }

  boolean submitted() {
    return request.options().submit()
        && !request.options().multisign()
        && !TransactionTypes.pseudo(request.template().type());
  }

  boolean concerns(Person person) {
    return person.equals(pushedTo) || openers.contains(person);
  }
}
