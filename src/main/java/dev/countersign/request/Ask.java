package dev.countersign.request;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be put before the person: the body of the platform's create call (PROTOCOL §4.1) and
 * how it is to reach them.
 *
 * @param template the transaction to sign
 * @param blob {@code custom_meta.blob} as JSON text
 * @param userToken overrides the remembered token
 * @param bearer act as this signed-in person instead of as the application; then there is no token
 * @param priority whose turn it is among those that wait for the budget
 * @param notAfter creation is not begun after this moment
 */
public record Ask(
    Template template,
    Options options,
    @Nullable String blob,
    @Nullable String instruction,
    @Nullable UserToken userToken,
    @Nullable Bearer bearer,
    Delivery delivery,
    Priority priority,
    @Nullable Instant notAfter) {

  Ask with(Bearer bearer) {
    return new Ask(
        template, options, blob, instruction, userToken, bearer, delivery, priority, notAfter);
  }

  /** What a payload can be recognised by. */
  Ask withoutCredentials() {
    return new Ask(template, options, blob, instruction, null, null, delivery, priority, notAfter);
  }

  /** Exactly one of the platform's two forms of a transaction. */
  public sealed interface Template {
    /** A transaction as JSON text, byte for byte as it was asked for. */
    record TxJson(String json) implements Template {}

    /** A serialised transaction, upper-case hex. */
    record TxBlob(String hex) implements Template {}
  }

  /** Whether the request may, must or must not be pushed. */
  public enum Delivery {
    AUTO,
    PUSH_ONLY,
    QR_ONLY
  }

  /** The order in which waiting requests get the platform's budget: the first before the last. */
  public enum Priority {
    HIGH,
    NORMAL,
    LOW
  }

  /**
   * The platform's options under its names; null leaves an option out, except that {@code submit}
   * and {@code expire} are always sent.
   *
   * @param expireMinutes open-before; null: the configured default
   */
  public record Options(
      @Nullable Boolean submit,
      @Nullable Boolean multisign,
      @Nullable Integer expireMinutes,
      @Nullable String returnUrlApp,
      @Nullable String returnUrlWeb,
      @Nullable String forceNetwork,
      List<String> signers,
      @Nullable Boolean pathfinding,
      @Nullable Boolean pathfindingFallback) {
    public static final Options NONE =
        new Options(null, null, null, null, null, null, List.of(), null, null);

    public Options {
      signers = List.copyOf(signers);
    }
  }
}
