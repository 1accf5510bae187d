package dev.countersign.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.request.PayloadView;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether whom the platform names has signed (PROTOCOL §5.1, §5.3, §12). */
final class SignerCheck {
  /** What ledgers take. */
  private static final int MOST_SIGNERS = 32;

  private static final String ACCOUNT = "Account";
  private static final String SIGNATURE = "TxnSignature";
  private static final String KEY = "SigningPubKey";
  private static final String SIGNERS = "Signers";

  private final SignedBlob blob;
  private final PayloadView.Response response;
  private final Verdict verdict;

  SignerCheck(SignedBlob blob, PayloadView.Response response, Verdict verdict) {
    this.blob = blob;
    this.response = response;
    this.verdict = verdict;
  }

  void check(boolean multisign) {
    boolean several = blob.transaction().has(SIGNERS);
    if (several != multisign) {
      verdict.mismatch(SIGNERS);
    }
    if (several) {
      several();
    } else {
      alone();
    }
  }

  private void alone() {
    JsonNode transaction = blob.transaction();
    BlobSignature signature = BlobSignature.of(transaction);
    checkAccount(response.account());
    if (!signature.valid(blob.content())) {
      verdict.mismatch(SIGNATURE);
    }
    checkKey(signature, transaction);
  }

  /** Signed for one account by others, of whom the person is one. */
  private void several() {
    JsonNode transaction = blob.transaction();
    checkAccount(response.multisignAccount());
    if (!transaction.path(KEY).asText().isEmpty() || transaction.has(SIGNATURE)) {
      verdict.mismatch(SIGNATURE);
    }
    JsonNode signers = transaction.path(SIGNERS);
    if (signers.isEmpty() || signers.size() > MOST_SIGNERS) {
      verdict.mismatch(SIGNERS);
      return;
    }
    boolean named = response.account() == null && response.signer() == null;
    for (JsonNode entry : signers) {
      JsonNode signer = entry.path("Signer");
      String account = signer.path(ACCOUNT).asText();
      boolean person = account.equals(response.account()) || account.equals(response.signer());
      named |= person;
      checkSigner(signer, person);
    }
    if (!named) {
      verdict.mismatch(SIGNERS);
    }
  }

  private void checkSigner(JsonNode signer, boolean person) {
    String account = FieldTypes.binary("AccountID", signer.path(ACCOUNT));
    BlobSignature signature = BlobSignature.of(signer);
    if (account == null || !signature.valid(blob.contentFor(HexFormat.of().parseHex(account)))) {
      verdict.mismatch(SIGNATURE);
    }
    if (person) {
      checkKey(signature, signer);
    }
  }

  private void checkAccount(@Nullable String named) {
    if (named != null && !named.equals(blob.transaction().path(ACCOUNT).asText())) {
      verdict.mismatch(ACCOUNT);
    }
  }

  /**
   * The key is the account's own, or a regular key, which only a ledger can judge. It will judge a
   * transaction; a SignIn it never sees.
   */
  private void checkKey(BlobSignature signature, JsonNode transaction) {
    String owner = signature.address();
    if (owner == null || owner.equals(transaction.path(ACCOUNT).asText())) {
      return;
    }
    if (!owner.equals(Objects.requireNonNullElse(response.signer(), owner))) {
      verdict.mismatch(KEY);
    } else if (blob.isSignIn()) {
      verdict.doubt(
          "signed with the key of %s, which may or may not be a regular key of %s"
              .formatted(owner, transaction.path(ACCOUNT).asText()));
    }
  }
}
