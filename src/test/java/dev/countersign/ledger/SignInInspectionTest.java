package dev.countersign.ledger;

import static dev.countersign.ledger.InspectorTest.mismatch;
import static dev.countersign.ledger.InspectorTest.reason;
import static dev.countersign.ledger.Pen.ADA;
import static dev.countersign.ledger.Pen.BEN;
import static dev.countersign.ledger.Pen.EVE;
import static dev.countersign.ledger.Pen.json;
import static dev.countersign.ledger.Pen.payment;
import static dev.countersign.ledger.Pen.response;
import static dev.countersign.ledger.Pen.template;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.request.Inspection;
import dev.countersign.request.PayloadView.Response;
import dev.countersign.sandbox.codec.TransactionCodec;
import org.junit.jupiter.api.Test;

/** PROTOCOL §5.3: what is signed to sign in. */
class SignInInspectionTest {
  private static final String SIGN_IN = "{'TransactionType':'SignIn','SignIn':true%s}";
  private static final String MEMOS = ",'Memos':[{'Memo':{'MemoData':'%s','MemoType':'AB'}}]";

  private static Inspection inspect(String more, Response response) {
    return Inspector.inspect(template(SIGN_IN.formatted(more)), response, false);
  }

  /** By a key of somebody else. */
  private static String foreign(Pen key) {
    return key.sign(json("{'Account':'%s'}".formatted(ADA.account())));
  }

  private static Response reported(String hex, Pen account, Pen signer) {
    return response(hex, TransactionCodec.hash(hex), account.account(), signer.account(), null);
  }

  @Test
  void anAccountsOwnKeySignsItIn() {
    assertThat(mismatch(inspect("", ADA.reported(ADA.signIn(""))))).isEmpty();
    assertThat(mismatch(inspect("", EVE.reported(EVE.signIn(""))))).isEmpty();
  }

  @Test
  void aRegularKeyCanOnlyBeJudgedByALedger() {
    assertThat(reason(inspect("", reported(foreign(BEN), ADA, BEN)))).contains(BEN.account());
    String hex = foreign(BEN);
    Response unnamed = response(hex, TransactionCodec.hash(hex), ADA.account(), null, null);
    assertThat(reason(inspect("", unnamed))).contains("regular key");
  }

  @Test
  void theKeyOfNeitherAccountNorSignerIsAMismatch() {
    assertThat(mismatch(inspect("", reported(foreign(EVE), ADA, BEN))))
        .containsExactly("SigningPubKey");
  }

  @Test
  void whatIsWrongCountsMoreThanWhatIsNotKnown() {
    assertThat(mismatch(inspect("", reported(foreign(BEN), EVE, BEN)))).containsExactly("Account");
  }

  @Test
  void somebodyElseSignedInForTheAccount() {
    assertThat(mismatch(inspect("", reported(EVE.signIn(""), ADA, EVE))))
        .containsExactly("Account");
  }

  @Test
  void theAccountThatWasAskedForIsTheOneThatSigns() {
    String asked = ",'Account':'%s'".formatted(BEN.account());
    assertThat(mismatch(inspect(asked, BEN.reported(BEN.signIn(""))))).isEmpty();
    assertThat(mismatch(inspect(asked, ADA.reported(ADA.signIn(""))))).containsExactly("Account");
  }

  @Test
  void memosMayBeDroppedButNotChangedOrAdded() {
    String asked = MEMOS.formatted("01");
    assertThat(mismatch(inspect(asked, ADA.reported(ADA.signIn(asked))))).isEmpty();
    assertThat(mismatch(inspect(asked, ADA.reported(ADA.signIn(""))))).isEmpty();
    assertThat(mismatch(inspect(asked, ADA.reported(ADA.signIn(MEMOS.formatted("02"))))))
        .containsExactly("Memos");
    assertThat(mismatch(inspect("", ADA.reported(ADA.signIn(asked))))).containsExactly("Memos");
  }

  @Test
  void fieldsThatAreNotSignedForASignInAreNotMissed() {
    assertThat(mismatch(inspect(",'DestinationTag':5", ADA.reported(ADA.signIn(""))))).isEmpty();
  }

  @Test
  void aTransactionIsNoSignIn() {
    String hex = ADA.sign(ADA.filled("{'TransactionType':'AccountSet'}"));
    assertThat(mismatch(inspect("", ADA.reported(hex)))).containsExactly("TransactionType");
  }

  @Test
  void aSignInIsNoTransaction() {
    Response response = ADA.reported(ADA.signIn(""));
    assertThat(mismatch(Inspector.inspect(template(payment("")), response, false)))
        .containsExactly("Amount", "Destination", "TransactionType");
  }
}
