package dev.countersign.wire;

import dev.countersign.request.Ask;
import dev.countersign.request.Expectation;
import dev.countersign.request.Networks;
import dev.countersign.request.Signal;
import dev.countersign.request.Trace;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Turns a command's bytes into the signal they mean. Whatever the bytes are, there is a signal; one
 * that breaks a rule of CONTRACT §3 says which. May be shared between threads.
 */
public final class CommandDecoder {
  private static final int PROBLEMS_SHOWN = 10;

  private final Set<String> applications;

  /**
   * For one deployment.
   *
   * @param applications aliases of the configured applications
   */
  public CommandDecoder(Set<String> applications) {
    this.applications = Set.copyOf(applications);
  }

  /**
   * The signal that a command is.
   *
   * @param requestId the id it was filed under, which it need not name itself
   * @param writer the schema that a command in Confluent framing was written with
   * @param commandAt timestamp of the command's record
   */
  public Signal decode(
      String requestId,
      byte[] value,
      @Nullable Schema writer,
      Instant commandAt,
      Trace trace,
      boolean redriven) {
    Envelope envelope = new Envelope(requestId, value, commandAt, trace, redriven);
    CommandDocument document;
    try {
      document = CommandDocument.read(value, writer);
    } catch (UndecodableException e) {
      return envelope.invalid(
          CommandRules.DEFAULT_APPLICATION, null, null, Map.of(), e.getMessage());
    }
    CommandRules rules = new CommandRules(document.root(), applications);
    return document.problems().isEmpty() && rules.action() == CommandRules.Action.CANCEL
        ? cancel(envelope, rules)
        : create(envelope, rules, document.problems());
  }

  private static Signal cancel(Envelope envelope, CommandRules rules) {
    String application = rules.cancelled();
    return rules.problems().isEmpty()
        ? new Signal.CancelReceived(application, envelope.commandAt())
        : envelope.invalid(
            application == null ? CommandRules.DEFAULT_APPLICATION : application,
            null,
            null,
            Map.of(),
            message(rules.problems()));
  }

  private static Signal create(
      Envelope envelope, CommandRules rules, List<String> documentProblems) {
    String application = rules.application();
    String user = rules.user();
    String txType = rules.txType();
    Map<String, String> context = rules.context();
    Ask ask = rules.ask();
    Expectation expect = rules.expectation();
    String replaces = rules.replaces(envelope.requestId());
    List<String> problems = documentProblems.isEmpty() ? rules.problems() : documentProblems;
    if (ask == null || !problems.isEmpty()) {
      return envelope.invalid(application, user, txType, context, message(problems));
    }
    BearerPeek bearer = rules.bearer();
    String fingerprint =
        Fingerprint.of(application, user, context, ask, bearer, expect, replaces, rules.freeForm());
    return new Signal.CreateReceived(
        envelope.subject(
            application, user, txType, context, fingerprint, implied(expect, ask, bearer)),
        ask,
        replaces,
        envelope.redriven());
  }

  /**
   * A person who signs in is to sign, and a network that is forced is to be signed on; but wallets
   * ignore the name of one that they do not know (PROTOCOL §4.1).
   */
  private static Expectation implied(Expectation expect, Ask ask, @Nullable BearerPeek bearer) {
    String named = ask.options().forceNetwork();
    String forced = named == null ? null : named.toLowerCase(Locale.ROOT);
    return new Expectation(
        expect.account() == null && bearer != null ? bearer.subject() : expect.account(),
        expect.network() == null && forced != null && Networks.WIDELY_KNOWN.contains(forced)
            ? forced
            : expect.network(),
        expect.destination(),
        expect.destinationTag(),
        expect.amount());
  }

  private static String message(List<String> problems) {
    String shown =
        String.join("; ", problems.subList(0, Math.min(PROBLEMS_SHOWN, problems.size())));
    return problems.size() > PROBLEMS_SHOWN
        ? shown + "; and " + (problems.size() - PROBLEMS_SHOWN) + " more"
        : shown;
  }
}
