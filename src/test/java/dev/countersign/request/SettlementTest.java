package dev.countersign.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("CONTRACT §9: signed is not paid")
class SettlementTest {
  private static final Settings SETTINGS =
      new Settings(
          60,
          Duration.ofHours(24),
          Duration.ofDays(7),
          Duration.ofMinutes(15),
          Duration.ofSeconds(10),
          new Networks(Map.of("mainnet", 0L, "testnet", 1L, "xahau", 21337L)),
          Duration.ofHours(24));
  private static final String TXID = "AB".repeat(32);
  private static final String ADA = "rAda";
  private static final String SHOP = "rShop";
  private static final Amount TEN = new Amount.Drops("10000000");
  private static final Expectation ALL = new Expectation(ADA, "testnet", SHOP, 7L, TEN);
  private static final SignedTransaction PAYMENT = paying(ADA, SHOP, 7L, TEN, null);
  private static final Instant CLOSED = Given.T0.plusSeconds(33);

  private static SignedTransaction paying(
      String account,
      @Nullable String destination,
      @Nullable Long tag,
      @Nullable Amount amount,
      @Nullable Long networkId) {
    return new SignedTransaction(account, destination, tag, amount, networkId, 5L, 2000L);
  }

  private static Story open(Expectation expect) {
    Subject subject =
        new Subject(
            "order-1",
            "default",
            "ada",
            "Payment",
            Map.of(),
            Trace.NONE,
            "fingerprint",
            expect,
            Given.T0,
            null);
    return Story.begin(SETTINGS)
        .when(new Signal.CreateReceived(subject, Given.ASK, null, false))
        .when(new Signal.Permitted(null, Map.of("testnet", 1980L, "mainnet", 90_000_000L)))
        .when(Given.created());
  }

  private static Inspection checked(SignedTransaction transaction, String... mismatch) {
    return new Inspection.Checked(transaction, List.of(mismatch));
  }

  private static Signal signed(Inspection inspection) {
    return signed(inspection, "TESTNET", "tesSUCCESS", 1, true, false);
  }

  private static Signal signedOn(@Nullable String network, @Nullable Integer id) {
    return signed(checked(PAYMENT), network, "tesSUCCESS", id, true, false);
  }

  private static Signal signed(
      Inspection inspection,
      @Nullable String network,
      @Nullable String result,
      @Nullable Integer networkId,
      boolean submit,
      boolean multisign) {
    return signed(inspection, ADA, network, result, networkId, submit, multisign);
  }

  private static Signal signed(
      Inspection inspection,
      @Nullable String signer,
      @Nullable String network,
      @Nullable String result,
      @Nullable Integer networkId,
      boolean submit,
      boolean multisign) {
    PayloadView.Response response =
        new PayloadView.Response(
            inspection instanceof Inspection.Checked checked ? checked.signed().account() : ADA,
            signer,
            TXID,
            "1200",
            null,
            "wss://node",
            network,
            result,
            network,
            networkId,
            "QR",
            "PIN",
            true,
            Given.T0.plusSeconds(30));
    return new Signal.PayloadRead(
        new PayloadView(
            Given.UUID,
            true,
            true,
            false,
            false,
            true,
            false,
            submit,
            multisign,
            "Payment",
            Given.T0,
            Given.EXPIRY,
            Given.ISSUED,
            response,
            inspection,
            Given.ASK.template()),
        Via.WEBSOCKET);
  }

  private static Signal told(LedgerNews news) {
    return new Signal.LedgerTold(TXID, news);
  }

  private static LedgerNews validated(
      String result, @Nullable Amount delivered, SignedTransaction transaction) {
    return new LedgerNews.Validated(1995, CLOSED, result, delivered, false, transaction, List.of());
  }

  private static Story settling(Expectation expect) {
    return open(expect).when(signed(checked(PAYMENT))).is("Settling");
  }

  private static Event last(Story story) {
    return story.events().getLast();
  }

  private static Event.Detail.Settlement settlement(Story story) {
    return (Event.Detail.Settlement) Objects.requireNonNull(last(story).detail());
  }

  // --- what is followed

  @Test
  void aSubmittedSignatureDoesNotEndTheRequest() {
    Story story = settling(ALL).publishes("OPENED", "SIGNED").starts("unwatch", "settle");
    assertThat(last(story).terminal()).isFalse();
  }

  @Test
  void itIsLookedForInTheLedgersSinceItsPayloadWasMade() {
    RequestState.Settling state = (RequestState.Settling) settling(ALL).state();
    assertThat(state.transaction())
        .isEqualTo(
            new Transaction(
                "testnet", TXID, 2000L, 1980L, Given.T0, ADA, 5L, Given.ASK.template(), false));
  }

  @Test
  void aSecondAttemptsPayloadMayBeOlderThanTheLedgersKnownThen() {
    Story again =
        Story.begin(SETTINGS)
            .when(Given.create())
            .when(new Signal.Permitted(null, Map.of("testnet", 1980L)))
            .when(Given.lost())
            .when(new Signal.Absent())
            .timer()
            .when(new Signal.Absent())
            .is("Queued")
            .when(new Signal.Permitted(null, Map.of("testnet", 1990L)))
            .when(Given.created())
            .when(signed(checked(PAYMENT)));
    assertThat(((RequestState.Settling) again.state()).transaction().since()).isNull();
  }

  @Test
  void withoutALedgerOfItsNetworkTheSignatureIsTheEnd() {
    Story story = open(Expectation.NONE).when(signedOn("DEVNET", 2)).is("Ended");
    assertThat(last(story).terminal()).isTrue();
  }

  @Test
  void whatIsNotSubmittedEndsWithTheSignature() {
    open(ALL).when(signed(checked(PAYMENT), "TESTNET", null, 1, false, false)).is("Ended");
  }

  @Test
  void aMultisignedOneEndsWithTheSignature() {
    open(ALL).when(signed(checked(PAYMENT), "TESTNET", null, 1, true, true)).is("Ended");
  }

  @Test
  void aNodeOfOnesOwnIsKnownByItsId() {
    Story story = open(ALL).when(signedOn("MYNODE", 1)).is("Settling");
    assertThat(((RequestState.Settling) story.state()).transaction().network())
        .isEqualTo("testnet");
    story.publishes("OPENED", "SIGNED");
  }

  @Test
  void whereTheWalletSaysNothingTheExpectedNetworkIsRead() {
    open(ALL).when(signedOn(null, null)).is("Settling");
  }

  @Test
  void whereNobodySaysWhichNetworkNothingIsRead() {
    open(Expectation.NONE).when(signedOn(null, null)).is("Ended");
  }

  // --- what the signature contradicts already

  @Test
  void aNetworkThatIsReadDecidesAlsoIfItIsNotTheExpectedOne() {
    Story story =
        open(ALL).when(signedOn("MAINNET", 0)).publishes("OPENED", "SIGNED unmet [network]");
    story.when(
        told(
            new LedgerNews.Validated(
                90_000_005, CLOSED, "tesSUCCESS", TEN, false, PAYMENT, List.of())));
    assertThat(settlement(story).reason()).isEqualTo(SettlementReason.WRONG_NETWORK);
    assertThat(settlement(story).network()).isEqualTo("mainnet");
  }

  @Test
  void theWalletsWordForAnotherNetworkIsNoProof() {
    Story story =
        open(ALL).when(signedOn("DEVNET", 2)).publishes("OPENED", "SIGNED unmet [network]");
    story.is("Settling").when(told(new LedgerNews.Never()));
    story.publishes("SETTLEMENT_FAILED WRONG_NETWORK");
    assertThat(settlement(story).unmet()).containsExactly("network");
    open(ALL)
        .when(signedOn("DEVNET", 2))
        .when(told(validated("tesSUCCESS", TEN, PAYMENT)))
        .publishes("SETTLED");
  }

  @Test
  void aTransactionThatNamesAnUnreadNetworkHasFailedAtOnce() {
    Story story =
        open(ALL)
            .when(
                signed(
                    checked(paying(ADA, SHOP, 7L, TEN, 2L)),
                    "DEVNET",
                    "tesSUCCESS",
                    2,
                    true,
                    false))
            .publishes("OPENED", "SIGNED unmet [network]", "SETTLEMENT_FAILED WRONG_NETWORK")
            .is("Ended");
    assertThat(last(story).terminal()).isTrue();
    assertThat(settlement(story).network()).isEqualTo("devnet");
  }

  @Test
  void whereNoNetworkIsNamedTheOneThatItWasLookedForInIsTold() {
    Inspection elsewhere = checked(paying(ADA, SHOP, 7L, TEN, 2L));
    Story story = open(ALL).when(signed(elsewhere, null, "tesSUCCESS", null, true, false));
    assertThat(settlement(story).network()).isEqualTo("testnet");
  }

  @Test
  void aNodeOfOnesOwnIsKnownByItsIdWithoutAnExpectation() {
    Story story = open(Expectation.NONE).when(signedOn("MYNODE", 0)).is("Settling");
    assertThat(((RequestState.Settling) story.state()).transaction().network())
        .isEqualTo("mainnet");
  }

  @Test
  void theTransactionsOwnNetworkIdCountsMoreThanTheWalletsWord() {
    Expectation xahau = new Expectation(null, "xahau", null, null, null);
    open(xahau)
        .when(
            signed(
                checked(paying(ADA, SHOP, 7L, TEN, 21338L)),
                "XAHAU",
                "tesSUCCESS",
                21337,
                true,
                false))
        .publishes("OPENED", "SIGNED unmet [network]", "SETTLEMENT_FAILED WRONG_NETWORK");
  }

  @Test
  void whatTheBlobContradictsIsUnmetAtOnce() {
    open(ALL)
        .when(signed(checked(paying("rBob", "rOther", 8L, new Amount.Drops("9999999"), null))))
        .publishes("OPENED", "SIGNED unmet [account, destination, destination_tag, amount]");
  }

  @Test
  void aMissingTagContradictsAnExpectedOne() {
    open(ALL)
        .when(signed(checked(paying(ADA, SHOP, null, TEN, null))))
        .publishes("OPENED", "SIGNED unmet [destination_tag]");
  }

  @Test
  void whatCannotBeReadContradictsNothing() {
    open(ALL).when(signed(new Inspection.Unchecked("a type"))).publishes("OPENED", "SIGNED");
  }

  @Test
  void aStrangersTokenIsNotRemembered() {
    open(ALL).when(signed(checked(paying("rBob", SHOP, 7L, TEN, null)))).learns();
  }

  /** A SignIn is not looked into by any ledger, and a transaction only later. */
  @Test
  void anotherKeyInTheExpectedNameIsUnmetAndGetsNoTokenRemembered() {
    Inspection doubtful = new Inspection.Unchecked("maybe a regular key");
    for (Inspection inspection : List.of(checked(PAYMENT), doubtful)) {
      Signal signature = signed(inspection, "rMallory", "TESTNET", "tesSUCCESS", 1, false, false);
      Story story = open(Expectation.of(ADA)).when(signature).learns();
      assertThat(last(story).detail())
          .isInstanceOfSatisfying(
              Event.Detail.Resolution.class,
              signed -> assertThat(signed.unmet()).containsExactly("account"));
    }
  }

  @Test
  void aRegularKeyIsTheAccountsOwnOnceALedgerHasTakenIt() {
    Story story =
        open(Expectation.of(ADA))
            .when(signed(checked(PAYMENT), "rKey", "TESTNET", "tesSUCCESS", 1, true, false))
            .when(told(validated("tesSUCCESS", TEN, PAYMENT)))
            .publishes("SETTLED");
    assertThat(settlement(story).unmet()).isEmpty();
  }

  @Test
  void aRegularKeyIsAsGoodAsAnyWhereNobodyIsExpected() {
    Story story =
        open(Expectation.NONE)
            .when(signed(checked(PAYMENT), "rKey", "TESTNET", "tesSUCCESS", 1, false, false));
    assertThat(story.tokens()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"txid", "TxnSignature", "SigningPubKey", "Account", "Signers"})
  void theTokenOfAForgedSignatureIsNotRemembered(String mismatch) {
    open(Expectation.NONE).when(signed(checked(PAYMENT, mismatch))).learns();
  }

  // --- what the ledger says

  @Test
  void whatIsValidatedAsExpectedIsSettled() {
    Story story = settling(ALL).when(told(validated("tesSUCCESS", TEN, PAYMENT)));
    story.publishes("SETTLED").is("Ended");
    Event settled = last(story);
    assertThat(settled.terminal()).isTrue();
    assertThat(settled.via()).isEqualTo(Via.LEDGER);
    assertThat(settled.occurredAt()).isEqualTo(CLOSED);
    assertThat(settlement(story))
        .isEqualTo(
            new Event.Detail.Settlement(
                "testnet", 1995L, "tesSUCCESS", TEN, null, List.of(), List.of()));
  }

  @Test
  void moreThanExpectedIsEnough() {
    settling(ALL)
        .when(told(validated("tesSUCCESS", new Amount.Drops("10000001"), PAYMENT)))
        .publishes("SETTLED");
  }

  @Test
  void whatTheAmountSaysIsNotWhatWasDelivered() {
    Story story = settling(ALL).when(told(validated("tesSUCCESS", new Amount.Drops("1"), PAYMENT)));
    story.publishes("SETTLEMENT_FAILED WRONG_AMOUNT");
    assertThat(settlement(story).delivered()).isEqualTo(new Amount.Drops("1"));
    assertThat(settlement(story).unmet()).containsExactly("amount");
  }

  @Test
  void anotherCurrencyIsNoPayment() {
    Amount usd =
        new Amount.Issued(new BigDecimal("10000000"), "USD", "rhub8VRN55s94qWKDv6jmDy1pUykJzF3wq");
    settling(ALL)
        .when(told(validated("tesSUCCESS", usd, PAYMENT)))
        .publishes("SETTLEMENT_FAILED WRONG_AMOUNT");
  }

  @ParameterizedTest
  @CsvSource({
    "rBob,rShop,7,WRONG_ACCOUNT",
    "rAda,rOther,7,WRONG_DESTINATION",
    "rAda,rShop,8,WRONG_DESTINATION_TAG"
  })
  void whatIsValidatedOtherwiseHasFailed(
      String account, String destination, long tag, SettlementReason reason) {
    Story story =
        settling(ALL)
            .when(told(validated("tesSUCCESS", TEN, paying(account, destination, tag, TEN, null))));
    assertThat(settlement(story).reason()).isEqualTo(reason);
  }

  @Test
  void anotherTransactionThanTheOneAskedForHasFailed() {
    Story story =
        settling(Expectation.NONE)
            .when(
                told(
                    new LedgerNews.Validated(
                        1995, null, "tesSUCCESS", TEN, false, PAYMENT, List.of("Amount"))));
    story.publishes("SETTLEMENT_FAILED NOT_AS_ASKED");
    assertThat(settlement(story).mismatch()).containsExactly("Amount");
  }

  @Test
  void aTecHasFailed() {
    Story story = settling(ALL).when(told(validated("tecUNFUNDED_PAYMENT", null, PAYMENT)));
    story.publishes("SETTLEMENT_FAILED ENGINE_RESULT");
    assertThat(settlement(story).result()).isEqualTo("tecUNFUNDED_PAYMENT");
  }

  @Test
  void whatProvablyIsInNoLedgerHasFailed() {
    settling(ALL)
        .when(told(new LedgerNews.Never()))
        .publishes("SETTLEMENT_FAILED LAST_LEDGER_SEQUENCE_PASSED");
  }

  @Test
  void anAmountThatNobodyTellsIsAskedForAgainAndUnknownInTheEnd() {
    LedgerNews uncounted =
        new LedgerNews.Validated(1995, null, "tesSUCCESS", null, true, PAYMENT, List.of());
    settling(ALL)
        .when(told(uncounted))
        .publishes()
        .timer()
        .starts("settle")
        .when(told(validated("tesSUCCESS", TEN, PAYMENT)))
        .publishes("SETTLED");
    settling(ALL)
        .when(told(uncounted))
        .after(Duration.ofHours(24))
        .timer()
        .publishes("SETTLEMENT_UNKNOWN NOT_LEARNED_IN_TIME");
  }

  @Test
  void whatGoesToNobodyByAFieldOfItsOwnIsNeitherPaidNorFailedForThat() {
    SignedTransaction escrow = paying(ADA, null, null, null, null);
    open(new Expectation(null, null, SHOP, 7L, null))
        .when(signed(checked(escrow)))
        .publishes("OPENED", "SIGNED")
        .when(told(validated("tesSUCCESS", null, escrow)))
        .publishes()
        .is("Settling");
  }

  @Test
  void itsOwnNetworkIdDecidesWhereItIsLookedFor() {
    Story story =
        open(Expectation.NONE)
            .when(
                signed(
                    checked(paying(ADA, SHOP, 7L, TEN, 21337L)),
                    "MAINNET",
                    "tesSUCCESS",
                    0,
                    true,
                    false));
    assertThat(((RequestState.Settling) story.is("Settling").state()).transaction().network())
        .isEqualTo("xahau");
  }

  @Test
  void whatNobodyCanCompareIsNeitherPaidNorFailed() {
    settling(ALL)
        .when(told(new LedgerNews.Validated(1995, null, "tesSUCCESS", TEN, false, PAYMENT, null)))
        .publishes()
        .is("Settling");
  }

  @ParameterizedTest
  @CsvSource({"1980, 33", "1995, -61"})
  void whatWasPaidBeforeItsPayloadWasMadePaysSomethingElse(long index, long closedAt) {
    settling(ALL)
        .when(
            told(
                new LedgerNews.Validated(
                    index,
                    Given.T0.plusSeconds(closedAt),
                    "tesSUCCESS",
                    TEN,
                    false,
                    PAYMENT,
                    List.of())))
        .publishes("SETTLEMENT_FAILED OLDER_THAN_REQUEST");
  }

  @Test
  void theNextLedgerAfterTheOneKnownBeforeIsNotTooOld() {
    settling(ALL)
        .when(
            told(
                new LedgerNews.Validated(
                    1981, Given.T0, "tesSUCCESS", TEN, false, PAYMENT, List.of())))
        .publishes("SETTLED");
  }

  @Test
  void aBlobThatIsAnotherTransactionSaysNothingOfThisOne() {
    Story story = open(ALL).when(signed(checked(PAYMENT, "txid"))).is("Settling");
    Transaction transaction = ((RequestState.Settling) story.state()).transaction();
    assertThat(transaction.lastLedgerSequence()).isNull();
    assertThat(transaction.account()).isNull();
    assertThat(transaction.sequence()).isNull();
  }

  @Test
  void anAmountThatNobodyAsksForNeedNotBeTold() {
    settling(Expectation.NONE)
        .when(
            told(
                new LedgerNews.Validated(1995, null, "tesSUCCESS", null, true, PAYMENT, List.of())))
        .publishes("SETTLED");
  }

  @Test
  void newsOfAnotherTransactionMeanNothing() {
    settling(ALL)
        .when(new Signal.LedgerTold("CD".repeat(32), validated("tesSUCCESS", TEN, PAYMENT)))
        .publishes()
        .is("Settling");
  }

  // --- nothing is concluded from silence

  @Test
  void whatIsNotThereYetIsAskedForAgainAndAgain() {
    Story story = settling(ALL);
    for (int i = 0; i < 20; i++) {
      Instant before = story.now();
      story.when(told(new LedgerNews.Pending())).publishes().timer().starts("settle");
      assertThat(Duration.between(before, story.now()))
          .isBetween(Duration.ofMillis(500), Duration.ofMinutes(1));
    }
  }

  @Test
  void anAnswerThatNeverComesIsAskedForAgain() {
    settling(ALL).timer().starts("settle");
  }

  @Test
  void aNewOwnerAsksAtOnce() {
    settling(ALL).when(new Signal.Resumed()).starts("settle");
  }

  @Test
  void whatNobodyCouldTellInTimeIsUnknownAndNotFailed() {
    Story story = settling(ALL).after(Duration.ofHours(24)).timer();
    story.publishes("SETTLEMENT_UNKNOWN NOT_LEARNED_IN_TIME").is("Settling");
    assertThat(last(story).terminal()).isTrue();
  }

  @Test
  void aLaterFactSupersedesWhatWasUnknown() {
    settling(ALL)
        .after(Duration.ofHours(24))
        .timer()
        .when(told(new LedgerNews.Pending()))
        .timer()
        .starts("settle")
        .when(told(validated("tesSUCCESS", TEN, PAYMENT)))
        .publishes("SETTLED");
  }

  @Test
  void whatStaysUnknownIsForgottenInTheEnd() {
    settling(ALL)
        .after(Duration.ofHours(24))
        .timer()
        .after(Duration.ofDays(7))
        .when(new Signal.TimerFired())
        .is("Unknown");
  }

  // --- commands and others meanwhile

  @Test
  void itCannotBeCancelledAnyMore() {
    settling(ALL).when(Given.cancel()).publishes("CANCEL_REFUSED ALREADY_RESOLVED").is("Settling");
  }

  @Test
  void theExpiryOfItsTokenIsTakenFromTheWebhookStill() {
    settling(ALL).when(Given.webhook(true)).is("Settling").publishes();
  }

  @Test
  void itIsReplacedOnlyWhenItHasFailedToSettle() {
    Signal replaced = new Signal.Replaced("order-1", "order-2", "default", null, 0);
    settling(ALL)
        .when(replaced)
        .tells("order-2: order-1 is MAY_STILL_SIGN")
        .when(told(new LedgerNews.Never()))
        .tells("order-2: order-1 is FREE");
    settling(ALL)
        .when(replaced)
        .when(told(validated("tesSUCCESS", TEN, PAYMENT)))
        .tells("order-2: order-1 is SIGNED");
    settling(ALL)
        .after(Duration.ofHours(24))
        .timer()
        .when(replaced)
        .tells("order-2: order-1 is SIGNED");
  }

  @Test
  void aLateSignatureIsFollowedToo() {
    Story story =
        open(ALL)
            .when(Given.hint(Signal.Hint.OPENED))
            .when(Given.cancel())
            .when(Given.answered(CancelReason.OK))
            .is("Lingering")
            .when(signed(checked(PAYMENT)))
            .publishes("SIGNED late")
            .is("Settling");
    story.when(told(validated("tesSUCCESS", TEN, PAYMENT))).publishes("SETTLED");
  }

  @Test
  void aLateSignatureIsHeldAgainstWhatThePlatformHas() {
    Story story =
        open(ALL)
            .when(Given.cancel())
            .when(Given.answered(CancelReason.OK))
            .lingersOut()
            .when(Given.webhook(true))
            .when(signed(checked(PAYMENT)));
    assertThat(((RequestState.Settling) story.is("Settling").state()).transaction().asked())
        .isEqualTo(Given.ASK.template());
  }
}
