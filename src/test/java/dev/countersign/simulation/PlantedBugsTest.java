package dev.countersign.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.platform.Platform;
import dev.countersign.platform.PlatformListener;
import dev.countersign.request.Signal;
import dev.countersign.token.TokenFeed;
import dev.countersign.wire.Releases;
import dev.countersign.worker.Codecs;
import dev.countersign.worker.Mailbox;
import dev.countersign.worker.OwnerLog;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation can fail: each known mistake is found within {@value #HISTORIES} histories. */
class PlantedBugsTest {
  /** The rarest is found once in about a hundred. */
  private static final int HISTORIES = 2_000;

  @SuppressWarnings("ImmutableEnumChecker") // an assembly has no state
  enum Mistake {
    CREATES_BEFORE_THE_COMMIT(
        new Assembly() {
          @Override
          OwnerLog log(SimOwnerLog log, Cluster cluster, Platform platform) {
            return new Mistakes.CreatesBeforeTheCommit(log, cluster, platform);
          }
        }),
    RESTORES_TO_THE_LAST_STABLE_OFFSET(
        new Assembly() {
          @Override
          OwnerLog log(SimOwnerLog log, Cluster cluster, Platform platform) {
            return new Mistakes.RestoresToTheLastStableOffset(log, cluster);
          }
        }),
    TAKES_THE_TARGET_BEFORE_THE_POSITION(
        new Assembly() {
          @Override
          OwnerLog log(SimOwnerLog log, Cluster cluster, Platform platform) {
            return new Mistakes.TakesTheTargetTooEarly(log);
          }
        }),
    SENDS_NO_OFFSETS_WHERE_NONE_MOVED(
        new Assembly() {
          @Override
          OwnerLog log(SimOwnerLog log, Cluster cluster, Platform platform) {
            return new Mistakes.SendsNoOffsetsWhereNoneMoved(log, cluster);
          }
        }),
    OWNS_WHAT_THE_POLL_BEFORE_SAID(
        new Assembly() {
          @Override
          OwnerLog log(SimOwnerLog log, Cluster cluster, Platform platform) {
            return new Mistakes.HearsOfALossOnePollLater(log);
          }
        }),
    NAMES_THE_EPOCH_OF_THE_LAST_ASSIGNMENT(
        new Assembly() {
          @Override
          boolean isEpochRenewed() {
            return false;
          }
        }),
    TAKES_OVER_STATES_OF_A_NEWER_RELEASE(
        new Assembly() {
          @Override
          Codecs codecs(Codecs release) {
            return release == History.CODECS ? History.codecs(Releases.careless()) : release;
          }
        }),
    CHANGES_MEMORY_BEFORE_THE_COMMIT(
        new Assembly() {
          @Override
          OwnerLog log(SimOwnerLog log, Cluster cluster, Platform platform) {
            return new Mistakes.TakesARefusalForACommit(log);
          }
        }),
    LOOKS_TOKENS_UP_BEFORE_THE_DIRECTORY_CAUGHT_UP(
        new Assembly() {
          @Override
          TokenFeed tokens(SimTokenTail tail, Mailbox mailbox) {
            return mailbox::tokensCaughtUp;
          }
        }),
    POSTS_AGAIN_WITHOUT_READING(
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
        new Assembly() {
          @Override
          PlatformListener listener(PlatformListener listener) {
            return new Mistakes.Rewrites(listener, Mistakes::withoutLateSignature);
          }
        });

    private final Assembly assembly;

    Mistake(Assembly assembly) {
      this.assembly = assembly;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aKnownMistakeIsFound(Mistake mistake) {
    long seed = 1;
    while (seed <= HISTORIES && new History(seed, mistake.assembly).run().isEmpty()) {
      seed++;
    }
    System.out.println(mistake + ": found after " + seed + " histories");
    assertThat(seed).as("histories until " + mistake).isLessThanOrEqualTo(HISTORIES);
  }
}
