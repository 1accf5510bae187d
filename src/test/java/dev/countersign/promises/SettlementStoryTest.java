package dev.countersign.promises;

import dev.countersign.SignRequestCancelledReason;
import dev.countersign.SignRequestEventType;
import dev.countersign.SignRequestResolution;
import dev.countersign.SignRequestSettlement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What may follow a signature (CONTRACT §9), by example. */
class SettlementStoryTest extends Telling {
  @BeforeEach
  void isAskedAndCreated() {
    command(CREATE);
    created();
  }

  @Test
  void whatIsSignedAndFollowedEndsWithItsSettlement() {
    signedAndFollowed();

    assertBroken(Rule.END, "r: no terminal event in [CREATED, SIGNED]");
  }

  @Test
  void aSettlementFollowsASignatureThatIsFollowed() {
    signedAndFollowed();
    settlement(SignRequestEventType.SETTLED, null);

    assertStory();
  }

  @Test
  void aSettlementDoesNotFollowASignatureThatIsAnEnd() {
    signed(false);
    settlement(SignRequestEventType.SETTLED, null);

    assertStory("r: SETTLED may not follow [CREATED, SIGNED]");
  }

  @Test
  void aSettlementIsToldOnce() {
    signedAndFollowed();
    settlement(SignRequestEventType.SETTLED, null);
    settlement(SignRequestEventType.SETTLEMENT_FAILED, "ENGINE_RESULT");

    assertStory("r: SETTLEMENT_FAILED may not follow [CREATED, SIGNED, SETTLED]");
  }

  @Test
  void whatWasNotLearnedInTimeIsSupersededOnce() {
    signedAndFollowed();
    settlement(SignRequestEventType.SETTLEMENT_UNKNOWN, "NOT_LEARNED_IN_TIME");
    settlement(SignRequestEventType.SETTLEMENT_FAILED, "ENGINE_RESULT");
    settlement(SignRequestEventType.SETTLED, null);

    assertStory(
        "r: SETTLED may not follow [CREATED, SIGNED, SETTLEMENT_UNKNOWN, SETTLEMENT_FAILED]");
  }

  @Test
  void whatNobodyCanTellIsToldOnce() {
    signedAndFollowed();
    settlement(SignRequestEventType.SETTLEMENT_UNKNOWN, "NOT_LEARNED_IN_TIME");
    settlement(SignRequestEventType.SETTLEMENT_UNKNOWN, "NOT_LEARNED_IN_TIME");

    assertStory("r: SETTLEMENT_UNKNOWN may not follow [CREATED, SIGNED, SETTLEMENT_UNKNOWN]");
  }

  @Test
  void aFailureToSettleSaysWhy() {
    signedAndFollowed();
    settlement(SignRequestEventType.SETTLEMENT_FAILED, null);

    assertStory("r: SETTLEMENT_FAILED may not follow [CREATED, SIGNED]");
  }

  @Test
  void whatIsFollowedIsNotCancelledAnyMore() {
    signedAndFollowed();
    refused(SignRequestCancelledReason.ALREADY_RESOLVED);
    settlement(SignRequestEventType.SETTLED, null);
    refused(SignRequestCancelledReason.ALREADY_RESOLVED);

    assertStory();
  }

  private void signedAndFollowed() {
    events.add(
        next(SignRequestEventType.SIGNED)
            .setResolution(SignRequestResolution.newBuilder().setLate(false).build())
            .build());
  }

  private void settlement(SignRequestEventType type, @Nullable String reason) {
    events.add(
        next(type)
            .setTerminal(true)
            .setSettlement(
                SignRequestSettlement.newBuilder().setNetwork("mainnet").setReason(reason).build())
            .build());
  }
}
