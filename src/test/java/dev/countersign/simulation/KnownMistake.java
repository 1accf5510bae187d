package dev.countersign.simulation;

import dev.countersign.ledger.Ledgers;
import dev.countersign.platform.Platform;
import dev.countersign.platform.PlatformListener;
import dev.countersign.platform.StatusSockets;
import dev.countersign.platform.Timers;
import dev.countersign.platform.XamanApi;
import dev.countersign.promises.Rule;
import dev.countersign.request.Lifecycle;
import dev.countersign.request.Settings;
import dev.countersign.request.Signal;
import dev.countersign.token.TokenFeed;
import dev.countersign.wire.Releases;
import dev.countersign.worker.Codecs;
import dev.countersign.worker.Mailbox;
import dev.countersign.worker.OwnerLog;
import java.util.EnumSet;
import java.util.Set;

/** Mistakes between the real classes and their ports, and which rules are there to find them. */
@SuppressWarnings("ImmutableEnumChecker") // an assembly has no state
enum KnownMistake {
  CREATES_BEFORE_THE_COMMIT(
      Rule.READ_BEFORE_POST,
      new Assembly() {
        @Override
        OwnerLog log(SimOwnerLog log, Cluster cluster, Platform platform) {
          return new Mistakes.CreatesBeforeTheCommit(log, cluster, platform);
        }
      }),
  RESTORES_TO_THE_LAST_STABLE_OFFSET(
      EnumSet.of(Rule.RESTORABLE, Rule.EVENT_ONCE),
      new Assembly() {
        @Override
        OwnerLog log(SimOwnerLog log, Cluster cluster, Platform platform) {
          return new Mistakes.RestoresToTheLastStableOffset(log, cluster);
        }
      }),
  TAKES_THE_TARGET_BEFORE_THE_POSITION(
      EnumSet.of(Rule.RESTORABLE, Rule.EVENT_ONCE),
      new Assembly() {
        @Override
        OwnerLog log(SimOwnerLog log, Cluster cluster, Platform platform) {
          return new Mistakes.TakesTheTargetTooEarly(log);
        }
      }),
  SENDS_NO_OFFSETS_WHERE_NONE_MOVED(
      EnumSet.of(Rule.RESTORABLE, Rule.EVENT_ONCE),
      new Assembly() {
        @Override
        OwnerLog log(SimOwnerLog log, Cluster cluster, Platform platform) {
          return new Mistakes.SendsNoOffsetsWhereNoneMoved(log, cluster);
        }
      }),
  OWNS_WHAT_THE_POLL_BEFORE_SAID(
      EnumSet.of(Rule.END, Rule.RESTORABLE),
      new Assembly() {
        @Override
        OwnerLog log(SimOwnerLog log, Cluster cluster, Platform platform) {
          return new Mistakes.HearsOfALossOnePollLater(log);
        }
      }),
  NAMES_THE_EPOCH_OF_THE_LAST_ASSIGNMENT(
      Rule.AT_WORK,
      new Assembly() {
        @Override
        boolean isEpochRenewed() {
          return false;
        }
      }),
  TAKES_OVER_STATES_OF_A_NEWER_RELEASE(
      EnumSet.of(Rule.RELEASES, Rule.RESTORABLE),
      new Assembly() {
        @Override
        Codecs codecs(Codecs release) {
          return release == History.CODECS ? History.codecs(Releases.careless()) : release;
        }
      }),
  CHANGES_MEMORY_BEFORE_THE_COMMIT(
      Rule.RESTORABLE,
      new Assembly() {
        @Override
        OwnerLog log(SimOwnerLog log, Cluster cluster, Platform platform) {
          return new Mistakes.TakesARefusalForACommit(log);
        }
      }),
  LOOKS_TOKENS_UP_BEFORE_THE_DIRECTORY_CAUGHT_UP(
      Rule.TOKEN,
      new Assembly() {
        @Override
        TokenFeed tokens(SimTokenTail tail, Mailbox mailbox) {
          return mailbox::tokensCaughtUp;
        }
      }),
  POSTS_AGAIN_WITHOUT_READING(
      Rule.READ_BEFORE_POST,
      new Assembly() {
        @Override
        PlatformListener listener(PlatformListener listener) {
          return new Mistakes.Rewrites(
              listener,
              signal ->
                  signal instanceof Signal.CreateInDoubt ? new Signal.CreateNotDone() : signal);
        }
      }),
  IGNORES_SIGNATURES_AFTER_EXPIRY(
      Rule.TOLD,
      new Assembly() {
        @Override
        PlatformListener listener(PlatformListener listener) {
          return new Mistakes.Rewrites(listener, CoreMistakes::withoutLateSignature);
        }
      }),
  IGNORES_EVERY_HINT(
      Rule.IN_TIME,
      new Assembly() {
        @Override
        StatusSockets sockets(StatusSockets sockets) {
          return new OutsideMistakes.Misheard(
              sockets, text -> text.contains("Welcome") ? text : "{}");
        }
      }),
  HEARS_NOTHING_AFTER_A_RECONNECT(
      Rule.IN_TIME,
      new Assembly() {
        @Override
        StatusSockets sockets(StatusSockets sockets) {
          return new OutsideMistakes.DeafAfterAReconnect(sockets);
        }
      }),
  READS_EVERY_MINUTE(
      Rule.READS,
      new Assembly() {
        @Override
        Platform platform(Platform platform, Timers timers) {
          return new OutsideMistakes.ReadsEveryMinute(platform, timers);
        }
      }),
  TAKES_A_KEEPALIVE_FOR_AN_EXPIRY(
      Rule.READS,
      new Assembly() {
        @Override
        StatusSockets sockets(StatusSockets sockets) {
          return new OutsideMistakes.Misheard(
              sockets, text -> text.contains("expires_in_seconds") ? "{\"expired\":true}" : text);
        }
      }),
  EACH_OWNER_READS_ANEW(
      Rule.READS,
      new Assembly() {
        @Override
        Lifecycle lifecycle(Settings settings) {
          return new CoreMistakes.ForgetsWhenItReadLast(settings);
        }
      }),
  LOSES_REJECTIONS(
      Rule.TOLD,
      new Assembly() {
        @Override
        PlatformListener listener(PlatformListener listener) {
          return new Mistakes.Rewrites(listener, CoreMistakes::withoutRejection);
        }
      }),
  FAILS_WHAT_IS_RATE_LIMITED(
      Rule.LIMIT,
      new Assembly() {
        @Override
        XamanApi api(XamanApi api) {
          return new OutsideMistakes.FailsWhatIsRateLimited(api);
        }
      }),
  IGNORES_HINTS_AFTER_THE_LAST_READ(
      Rule.TOLD,
      new Assembly() {
        @Override
        Lifecycle lifecycle(Settings settings) {
          return new CoreMistakes.IgnoresHintsAfterTheLastRead(settings);
        }
      }),
  FORGETS_TOO_EARLY(
      Rule.MEMORY_OF_ENDS,
      new Assembly() {
        @Override
        Lifecycle lifecycle(Settings settings) {
          return new Lifecycle(CoreMistakes.forgetful(settings));
        }
      }),
  TAKES_NOT_YET_FOR_NEVER(
      Rule.SETTLEMENT,
      new Assembly() {
        @Override
        PlatformListener listener(PlatformListener listener) {
          return new Mistakes.Rewrites(listener, SettlementMistakes::withoutPatience);
        }
      }),
  FAILS_WHAT_IS_NOT_LEARNED_IN_TIME(
      Rule.SETTLEMENT,
      new Assembly() {
        @Override
        Lifecycle lifecycle(Settings settings) {
          return new SettlementMistakes.FailsWhatTakesLong(settings);
        }
      }),
  TAKES_ANY_LEDGER_FOR_SUCCESS(
      Rule.SETTLEMENT,
      new Assembly() {
        @Override
        PlatformListener listener(PlatformListener listener) {
          return new Mistakes.Rewrites(listener, SettlementMistakes::withoutResult);
        }
      }),
  TAKES_THE_AMOUNT_FOR_WHAT_ARRIVED(
      Rule.SETTLEMENT,
      new Assembly() {
        @Override
        PlatformListener listener(PlatformListener listener) {
          return new Mistakes.Rewrites(listener, SettlementMistakes::withoutCounting);
        }
      }),
  ASKS_NO_LEDGER_AFTER_A_TAKEOVER(
      EnumSet.of(Rule.SETTLED_IN_TIME, Rule.END),
      new Assembly() {
        @Override
        Lifecycle lifecycle(Settings settings) {
          return new SettlementMistakes.DoesNotAskAgainAfterATakeover(settings);
        }
      }),
  LOOKS_FROM_THE_NEWEST_LEDGER_ON(
      Rule.SETTLEMENT,
      new Assembly() {
        @Override
        Ledgers ledgers(Ledgers ledgers) {
          return new SettlementMistakes.LooksOnlyAhead(ledgers);
        }
      }),
  BELIEVES_FORGED_BLOBS(
      EnumSet.of(Rule.TOKEN, Rule.SETTLEMENT),
      new Assembly() {
        @Override
        PlatformListener listener(PlatformListener listener) {
          return new Mistakes.Rewrites(listener, SettlementMistakes::withoutForgery);
        }
      }),
  REPLACES_WITHOUT_WAITING(
      Rule.SUCCESSION,
      new Assembly() {
        @Override
        Lifecycle lifecycle(Settings settings) {
          return new SuccessionMistakes.CreatesWithoutWaiting(settings);
        }
      }),
  FORGETS_TO_TELL_THE_HEIR(
      Rule.HEIR_IN_TIME,
      new Assembly() {
        @Override
        Lifecycle lifecycle(Settings settings) {
          return new SuccessionMistakes.ForgetsToTellTheHeir(settings);
        }
      }),
  TAKES_A_REFUSED_CANCEL_FOR_FREEDOM(
      Rule.SUCCESSION,
      new Assembly() {
        @Override
        Lifecycle lifecycle(Settings settings) {
          return new SuccessionMistakes.TakesARefusedCancelForFreedom(settings);
        }
      }),
  GIVES_THE_PREDECESSOR_NO_TIME(
      Rule.SUCCESSION,
      new Assembly() {
        @Override
        Lifecycle lifecycle(Settings settings) {
          return new SuccessionMistakes.GivesThePredecessorNoTime(settings);
        }
      }),
  NEVER_FORGETS(
      Rule.MEMORY_OF_ENDS,
      new Assembly() {
        @Override
        Lifecycle lifecycle(Settings settings) {
          return new CoreMistakes.NeverForgets(settings);
        }
      }),
  ADOPTS_THE_PAYLOAD_OF_AN_EARLIER_LIFE(
      Rule.MEMORY_OF_ENDS,
      new Assembly() {
        @Override
        PlatformListener listener(PlatformListener listener) {
          return new Mistakes.Rewrites(listener, CoreMistakes::withoutAge);
        }
      });

  final Assembly assembly;
  final Set<Rule> rules;

  KnownMistake(Rule rule, Assembly assembly) {
    this(EnumSet.of(rule), assembly);
  }

  KnownMistake(Set<Rule> rules, Assembly assembly) {
    this.rules = rules;
    this.assembly = assembly;
  }
}
