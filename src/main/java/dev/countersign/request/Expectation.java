package dev.countersign.request;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command expects of who signs and of what is paid (CONTRACT §3, §9); null: nothing.
 *
 * @param account classic address of the one person whom it is for
 * @param network as in the platform's {@code rails}, lower case
 * @param destination classic address
 * @param amount at least so much is to be delivered
 */
public record Expectation(
    @Nullable String account,
    @Nullable String network,
    @Nullable String destination,
    @Nullable Long destinationTag,
    @Nullable Amount amount) {
  public static final Expectation NONE = new Expectation(null, null, null, null, null);

  static final String ACCOUNT = "account";
  static final String NETWORK = "network";
  static final String DESTINATION = "destination";
  static final String DESTINATION_TAG = "destination_tag";
  static final String AMOUNT = "amount";

  /** Of one person, and of nothing else. */
  public static Expectation of(@Nullable String account) {
    return account == null ? NONE : new Expectation(account, null, null, null, null);
  }

  /**
   * What a signature contradicts already, under its names in {@code expect}. What the signed blob
   * does not say, or nobody could read, contradicts nothing.
   */
  List<String> contradictedBy(PayloadView view, Networks networks) {
    List<String> unmet = new ArrayList<>();
    SignedTransaction transaction = view.inspection().transaction();
    if (account != null && !isSignedBy(account, view.response())) {
      unmet.add(ACCOUNT);
    }
    if (network != null && networks.contradicts(network, view.response(), transaction)) {
      unmet.add(NETWORK);
    }
    if (transaction != null) {
      addressed(transaction, unmet);
      Amount most = transaction.amount();
      if (amount != null && most != null && !most.isAtLeast(amount)) {
        unmet.add(AMOUNT);
      }
    }
    return unmet;
  }

  /**
   * Anybody can put an account into what they sign. That another key is a regular one of it only a
   * ledger can tell, which sees no sign-in, and a transaction later.
   */
  private static boolean isSignedBy(String account, PayloadView.Response response) {
    return account.equals(response.account())
        && (response.signer() == null || account.equals(response.signer()));
  }

  /** Whether all that is expected can be told to be met or not. */
  boolean isJudgedBy(LedgerNews.Validated news) {
    boolean addressed = destination != null || destinationTag != null;
    return (amount == null || !news.uncounted())
        && (!addressed || news.transaction().destination() != null);
  }

  /** What a transaction in a validated ledger of {@code where} contradicts. */
  List<String> contradictedBy(LedgerNews.Validated news, String where) {
    List<String> unmet = new ArrayList<>();
    if (account != null && !account.equals(news.transaction().account())) {
      unmet.add(ACCOUNT);
    }
    if (network != null && !network.equals(where)) {
      unmet.add(NETWORK);
    }
    addressed(news.transaction(), unmet);
    if (amount != null && !news.uncounted() && !news.delivers(amount)) {
      unmet.add(AMOUNT);
    }
    return unmet;
  }

  /** What is of a kind that goes to nobody, or not by a field of its own, contradicts nothing. */
  private void addressed(SignedTransaction transaction, List<String> unmet) {
    if (transaction.destination() == null) {
      return;
    }
    if (destination != null && !destination.equals(transaction.destination())) {
      unmet.add(DESTINATION);
    }
    if (destinationTag != null && !destinationTag.equals(transaction.destinationTag())) {
      unmet.add(DESTINATION_TAG);
    }
  }
}
