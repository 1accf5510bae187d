package dev.countersign.sandbox;

/**
 * How the platform behaves where its sources disagree or its age matters, and what a local one
 * allows (PROTOCOL §15, §17). Can be changed while it runs.
 *
 * @param relaxedKeys keys and secrets need not be version 4 UUIDs (PROTOCOL §14)
 * @param oldBodies bodies as before 2022: no txid in frames and webhooks, no environment_*
 * @param silentUnknownSockets a socket for an unknown payload is accepted and never told anything,
 *     instead of one message and a close (PROTOCOL §7.2)
 * @param webhookSignatures webhooks carry {@code x-xumm-request-signature}
 * @param webhooksToLocalhost webhooks may go to loopback and private addresses, which the platform
 *     itself refuses (PROTOCOL §8.3)
 * @param limitAnswers what callers learn of their limits
 */
public record Settings(
    boolean relaxedKeys,
    boolean oldBodies,
    boolean silentUnknownSockets,
    boolean webhookSignatures,
    boolean webhooksToLocalhost,
    LimitAnswers limitAnswers) {

  public static final Settings USUAL =
      new Settings(false, false, false, true, true, LimitAnswers.USUAL);

  public Settings withRelaxedKeys() {
    return new Settings(
        true,
        oldBodies,
        silentUnknownSockets,
        webhookSignatures,
        webhooksToLocalhost,
        limitAnswers);
  }

  public Settings withOldBodies() {
    return new Settings(
        relaxedKeys,
        true,
        silentUnknownSockets,
        webhookSignatures,
        webhooksToLocalhost,
        limitAnswers);
  }

  public Settings withSilentUnknownSockets() {
    return new Settings(
        relaxedKeys, oldBodies, true, webhookSignatures, webhooksToLocalhost, limitAnswers);
  }

  public Settings withoutWebhookSignatures() {
    return new Settings(
        relaxedKeys, oldBodies, silentUnknownSockets, false, webhooksToLocalhost, limitAnswers);
  }

  public Settings withWebhooksToLocalhost(boolean allowed) {
    return new Settings(
        relaxedKeys, oldBodies, silentUnknownSockets, webhookSignatures, allowed, limitAnswers);
  }

  public Settings withLimitAnswers(LimitAnswers answers) {
    return new Settings(
        relaxedKeys,
        oldBodies,
        silentUnknownSockets,
        webhookSignatures,
        webhooksToLocalhost,
        answers);
  }
}
