package dev.countersign.simulation;

import dev.countersign.SignRequestEvent;
import dev.countersign.SignRequestEventType;
import dev.countersign.SignRequestSettlement;
import dev.countersign.promises.Lateness;
import dev.countersign.promises.Rule;
import dev.countersign.request.Expectation;
import dev.countersign.request.SignedTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is told of settlements, against the ledgers (CONTRACT §9). */
final class SettlementCheck {
  private static final String SUCCESS = "tesSUCCESS";

  /** From the fact to the event, where nothing is in the way. */
  private static final Duration SOON = Duration.ofMinutes(5);

  /** Once it was told as unknown. */
  private static final Duration IN_TIME = Duration.ofMinutes(70);

  private final History history;
  private final List<Lateness.Told> told;

  SettlementCheck(History history, List<Lateness.Told> told) {
    this.history = history;
    this.told = told;
  }

  void check() {
    for (Lateness.Told one : told) {
      SignRequestEvent event = one.event();
      SimPayload payload =
          event.getPayloadUuid() == null ? null : history.world.byUuid(event.getPayloadUuid());
      SimSignature signature = payload == null ? null : payload.signature;
      if (event.getType() == SignRequestEventType.SIGNED && payload != null && signature != null) {
        signed(one, payload, signature);
      }
      if (event.getSettlement() != null
          && (signature == null
              || payload == null
              || !isSo(event, event.getSettlement(), payload, signature))) {
        broken(Rule.SETTLEMENT, event, event.getType() + " is not so: " + event.getSettlement());
      }
    }
  }

  private void broken(Rule rule, SignRequestEvent event, String what) {
    history.findings.broken(rule, event.getRequestId() + ": " + what);
  }

  // --- what is told is so

  private boolean isSo(
      SignRequestEvent event,
      SignRequestSettlement told,
      SimPayload payload,
      SimSignature signature) {
    if ("WRONG_NETWORK".equals(told.getReason()) && told.getLedgerIndex() == null) {
      return event.getType() == SignRequestEventType.SETTLEMENT_FAILED
          && isElsewhere(payload.subject.expect(), signature);
    }
    SimLedger ledger = history.world.bank.ledger(told.getNetwork());
    Instant by = event.getObservedAt().plus(Fleet.MOST_SKEW);
    boolean validated = isValidated(signature, ledger, by);
    List<String> unmet = unmet(payload.subject.expect(), signature, ledger);
    boolean counts = payload.subject.expect().amount() != null;
    return switch (event.getType()) {
      case SETTLED ->
          validated
              && signature.result().equals(SUCCESS)
              && unmet.isEmpty()
              && !isOlder(signature, payload)
              && signature.mismatch().isEmpty()
              && !(counts && signature.uncounted())
              && told.getReason() == null
              && Objects.equals(
                  told.getDeliveredAmount(),
                  signature.delivered() == null ? null : signature.delivered().text());
      case SETTLEMENT_FAILED ->
          switch (told.getReason()) {
            case "OLDER_THAN_REQUEST" -> validated && isOlder(signature, payload);
            case "ENGINE_RESULT" -> validated && !signature.result().equals(SUCCESS);
            case "LAST_LEDGER_SEQUENCE_PASSED" ->
                !isValidated(signature, ledger, Instant.MAX) && isTooLate(signature, ledger, by);
            case "WRONG_NETWORK" -> validated && unmet.contains("network");
            case "WRONG_ACCOUNT" -> validated && unmet.contains("account");
            case "WRONG_DESTINATION" -> validated && unmet.contains("destination");
            case "WRONG_DESTINATION_TAG" -> validated && unmet.contains("destination_tag");
            case "WRONG_AMOUNT" -> validated && unmet.contains("amount");
            case "NOT_AS_ASKED" -> validated && !signature.mismatch().isEmpty();
            case null, default -> false;
          };
      case SETTLEMENT_UNKNOWN -> "NOT_LEARNED_IN_TIME".equals(told.getReason());
      default -> false;
    };
  }

  private static boolean isValidated(SimSignature signature, SimLedger ledger, Instant by) {
    Long index = signature.includedIn();
    return signature.ledger() == ledger
        && index != null
        && (by.equals(Instant.MAX) || !ledger.closedAt(index).isAfter(by));
  }

  private static boolean isTooLate(SimSignature signature, SimLedger ledger, Instant at) {
    Long last = signature.transaction().lastLedgerSequence();
    return last != null && ledger.height(at) > last;
  }

  private static boolean isElsewhere(Expectation expect, SimSignature signature) {
    return expect.network() != null && !expect.network().equals(signature.ledger().name);
  }

  private static List<String> unmet(Expectation expect, SimSignature signed, SimLedger ledger) {
    SignedTransaction transaction = signed.transaction();
    List<String> unmet = new ArrayList<>();
    if (expect.account() != null && !expect.account().equals(transaction.account())) {
      unmet.add("account");
    }
    if (expect.network() != null && !expect.network().equals(ledger.name)) {
      unmet.add("network");
    }
    if (expect.destination() != null && !expect.destination().equals(transaction.destination())) {
      unmet.add("destination");
    }
    if (expect.destinationTag() != null
        && !expect.destinationTag().equals(transaction.destinationTag())) {
      unmet.add("destination_tag");
    }
    if (expect.amount() != null
        && !signed.uncounted()
        && (signed.delivered() == null || !signed.delivered().isAtLeast(expect.amount()))) {
      unmet.add("amount");
    }
    return unmet;
  }

  /** Whether it was paid before it was asked for. */
  private static boolean isOlder(SimSignature signature, SimPayload payload) {
    return signature.includedIn() != null
        && signature.ledger().closedAt(signature.includedIn()).isBefore(payload.madeAt);
  }

  // --- what is so is told

  private void signed(Lateness.Told signed, SimPayload payload, SimSignature signature) {
    SignRequestEvent event = signed.event();
    SimLedger meant = payload.isSubmitted() ? meant(payload, signature) : null;
    boolean astray = meant != null && isExcluded(meant, signature);
    SimLedger followed = astray ? null : meant;
    if (event.getTerminal() == (followed != null || astray)) {
      broken(Rule.SETTLEMENT, event, "SIGNED is " + (event.getTerminal() ? "" : "not ") + "an end");
      return;
    }
    Instant fact = followed == null ? null : fact(payload, signature, followed);
    if (fact != null && followed != null) {
      isTold(signed, followed, fact);
    }
  }

  private void isTold(Lateness.Told signed, SimLedger ledger, Instant fact) {
    SignRequestEvent event = signed.event();
    Instant known = fact;
    for (Instant other : List.of(signed.at(), ledger.reachableFrom(), history.calmFrom())) {
      known = other.isAfter(known) ? other : known;
    }
    Instant since = known;
    boolean unknown = tells(event, true).stream().anyMatch(one -> !one.at().isAfter(since));
    Instant due = known.plus(unknown ? IN_TIME : SOON);
    boolean forgotten =
        unknown && history.settings.rememberFor().compareTo(IN_TIME.multipliedBy(2)) < 0;
    if (due.isBefore(history.calmUntil())
        && !forgotten
        && tells(event, false).stream().noneMatch(one -> !one.at().isAfter(due))) {
      broken(Rule.SETTLED_IN_TIME, event, "what the ledger shows since " + known + " is not told");
    }
  }

  /** What is told of its settlement: that it is unknown, or more. */
  private List<Lateness.Told> tells(SignRequestEvent signed, boolean unknown) {
    return told.stream()
        .filter(one -> Objects.equals(signed.getPayloadUuid(), one.event().getPayloadUuid()))
        .filter(one -> one.event().getSettlement() != null)
        .filter(
            one -> "NOT_LEARNED_IN_TIME".equals(one.event().getSettlement().getReason()) == unknown)
        .toList();
  }

  private boolean isRead(@Nullable String network) {
    return network != null && history.world.bank.networks().ids().containsKey(network);
  }

  /** Where it is looked for: where the wallet says it is, or where it should be. */
  private @Nullable SimLedger meant(SimPayload payload, SimSignature signature) {
    boolean named =
        signature.nodetype() != null && !signature.nodetype().equals(SimWallet.NODE_OF_ONES_OWN);
    if (named && signature.ledger().read) {
      return signature.ledger();
    }
    Long own = networkId(signature);
    Long told = own == null && signature.nodetype() != null ? (Long) signature.ledger().id : own;
    for (SimLedger ledger : history.world.bank.ledgers()) {
      if (ledger.read && told != null && told == ledger.id) {
        return ledger;
      }
    }
    String expected = payload.subject.expect().network();
    return expected != null && isRead(expected) ? history.world.bank.ledger(expected) : null;
  }

  /** By its own word it is for another network. */
  private static boolean isExcluded(SimLedger ledger, SimSignature signature) {
    Long own = networkId(signature);
    return own != null && own != ledger.id;
  }

  /** As far as the blob can be read. */
  private static @Nullable Long networkId(SimSignature signature) {
    SignedTransaction shown = signature.shown().transaction();
    return shown == null ? null : shown.networkId();
  }

  /** From when on somebody who asks there can learn what became of it; null: never. */
  private @Nullable Instant fact(SimPayload payload, SimSignature signature, SimLedger ledger) {
    if (isValidated(signature, ledger, Instant.MAX)) {
      boolean uncounted = payload.subject.expect().amount() != null && signature.uncounted();
      return uncounted ? null : ledger.closedAt(Objects.requireNonNull(signature.includedIn()));
    }
    SignedTransaction shown = signature.shown().transaction();
    Long last = shown == null ? null : shown.lastLedgerSequence();
    boolean isPast = last != null && last < ledger.height(history.agenda.instant());
    return last != null && isPast ? ledger.closedAt(last + 1) : null;
  }
}
