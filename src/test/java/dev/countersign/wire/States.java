package dev.countersign.wire;

import dev.countersign.request.Amount;
import dev.countersign.request.Ask;
import dev.countersign.request.Asked;
import dev.countersign.request.Bearer;
import dev.countersign.request.CancelReason;
import dev.countersign.request.DeferralReason;
import dev.countersign.request.Event;
import dev.countersign.request.Expectation;
import dev.countersign.request.FailureCode;
import dev.countersign.request.Handover;
import dev.countersign.request.Links;
import dev.countersign.request.Outcome;
import dev.countersign.request.Payload;
import dev.countersign.request.RequestState;
import dev.countersign.request.RequestState.Chase;
import dev.countersign.request.RequestState.Doubt;
import dev.countersign.request.RequestState.LooseEnd;
import dev.countersign.request.RequestState.Search;
import dev.countersign.request.Subject;
import dev.countersign.request.Trace;
import dev.countersign.request.Trail;
import dev.countersign.request.Transaction;
import dev.countersign.request.UserToken;
import dev.countersign.request.Via;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Any state that can be stored. */
final class States {
  private static final Arbitrary<String> TEXT =
      Arbitraries.strings().withCharRange('\0', '\uD7FF').ofMaxLength(12);
  private static final Arbitrary<String> MAYBE_TEXT = TEXT.injectNull(0.3);
  private static final Arbitrary<Boolean> MAYBE_BOOLEAN =
      Arbitraries.of(true, false).injectNull(0.3);
  private static final Arbitrary<Boolean> BOOLEAN = Arbitraries.of(true, false);
  private static final Arbitrary<Integer> COUNT = Arbitraries.integers();
  private static final Arbitrary<Long> SEQUENCE = Arbitraries.longs();
  private static final Arbitrary<List<String>> TEXTS = TEXT.list().ofMaxSize(3);
  private static final Arbitrary<UserToken> MAYBE_TOKEN = TEXT.map(UserToken::new).injectNull(0.3);
  private static final Arbitrary<CancelReason> MAYBE_REASON =
      Arbitraries.of(CancelReason.class).injectNull(0.3);

  /** To the microsecond, which is what is stored. */
  private static final Arbitrary<Instant> TIME =
      Arbitraries.longs()
          .between(-62_135_596_800_000_000L, 253_402_300_799_999_999L)
          .map(
              micros ->
                  Instant.ofEpochSecond(
                      Math.floorDiv(micros, 1_000_000L),
                      Math.floorMod(micros, 1_000_000L) * 1000L));

  private static final Arbitrary<Instant> MAYBE_TIME = TIME.injectNull(0.3);

  private static final Arbitrary<Trace> TRACE =
      Combinators.combine(MAYBE_TEXT, MAYBE_TEXT).as(Trace::new);

  private static final Arbitrary<Long> MAYBE_LONG = Arbitraries.longs().injectNull(0.3);

  private static final Arbitrary<Map<String, Long>> LEDGERS =
      Arbitraries.maps(TEXT, Arbitraries.longs()).ofMaxSize(2);

  private static final Arbitrary<Amount> MAYBE_AMOUNT =
      Arbitraries.<Amount>of(
              new Amount.Drops("0"),
              new Amount.Drops("999999999999999999"),
              new Amount.Issued(
                  new BigDecimal("0.000001"), "USD", "rhub8VRN55s94qWKDv6jmDy1pUykJzF3wq"),
              new Amount.Issued(
                  new BigDecimal("9999999999999999e80"),
                  "0158415500000000C1F76FF6ECB0BAC600000000",
                  "rhub8VRN55s94qWKDv6jmDy1pUykJzF3wq"))
          .injectNull(0.3);

  private static final Arbitrary<Expectation> EXPECTATION =
      Combinators.combine(MAYBE_TEXT, MAYBE_TEXT, MAYBE_TEXT, MAYBE_LONG, MAYBE_AMOUNT)
          .as(Expectation::new);

  private static final Arbitrary<Subject> SUBJECT =
      Combinators.combine(
              TEXT,
              TEXT,
              MAYBE_TEXT,
              MAYBE_TEXT,
              Arbitraries.maps(TEXT, TEXT).ofMaxSize(3),
              TRACE,
              Combinators.combine(TEXT, EXPECTATION, MAYBE_TEXT).as(Meant::new),
              TIME)
          .as(
              (id, application, user, type, context, trace, meant, at) ->
                  new Subject(
                      id,
                      application,
                      user,
                      type,
                      context,
                      trace,
                      meant.fingerprint(),
                      meant.expect(),
                      at,
                      meant.heir()));

  private static final Arbitrary<Bearer> MAYBE_BEARER =
      Combinators.combine(TEXT, TEXT, TIME, BOOLEAN).as(Bearer::new).injectNull(0.3);

  private static final Arbitrary<RequestState.Signature> MAYBE_SIGNATURE =
      Combinators.combine(TEXT, MAYBE_TEXT, TIME).as(RequestState.Signature::new).injectNull(0.3);

  private static final Arbitrary<Ask.Options> OPTIONS =
      Combinators.combine(
              MAYBE_BOOLEAN,
              MAYBE_BOOLEAN,
              COUNT.injectNull(0.3),
              Combinators.combine(MAYBE_TEXT, MAYBE_TEXT, MAYBE_TEXT).as(Three::new),
              TEXTS,
              MAYBE_BOOLEAN,
              MAYBE_BOOLEAN)
          .as(
              (submit, multisign, expire, texts, signers, pathfinding, fallback) ->
                  new Ask.Options(
                      submit,
                      multisign,
                      expire,
                      texts.a(),
                      texts.b(),
                      texts.c(),
                      signers,
                      pathfinding,
                      fallback));

  private static final Arbitrary<Ask.Template> TEMPLATE =
      Arbitraries.oneOf(TEXT.map(Ask.Template.TxJson::new), TEXT.map(Ask.Template.TxBlob::new));

  private static final Arbitrary<Ask> ASK =
      Combinators.combine(
              TEMPLATE,
              OPTIONS,
              MAYBE_TEXT,
              MAYBE_TEXT,
              MAYBE_TOKEN,
              MAYBE_BEARER,
              Combinators.combine(
                      Arbitraries.of(Ask.Delivery.class), Arbitraries.of(Ask.Priority.class))
                  .as(Turn::new),
              MAYBE_TIME)
          .as(
              (template, options, blob, instruction, token, bearer, turn, notAfter) ->
                  new Ask(
                      template,
                      options,
                      blob,
                      instruction,
                      token,
                      bearer,
                      turn.delivery(),
                      turn.priority(),
                      notAfter));

  private static final Arbitrary<Links> LINKS =
      Combinators.combine(MAYBE_TEXT, MAYBE_TEXT, MAYBE_TEXT, MAYBE_TEXT, TEXTS, MAYBE_TEXT)
          .as(Links::new);

  private static final Arbitrary<Handover> MAYBE_HANDOVER =
      Combinators.combine(Arbitraries.of(Ask.Delivery.class), BOOLEAN, TIME)
          .as(Handover::new)
          .injectNull(0.3);

  private static final Arbitrary<Payload> PAYLOAD =
      Combinators.combine(
              TEXT,
              LINKS,
              TIME,
              Combinators.combine(TEMPLATE, LEDGERS).as(Asked::new).injectNull(0.3),
              MAYBE_HANDOVER)
          .as(Payload::new);

  private static final Arbitrary<Transaction> TRANSACTION =
      Combinators.combine(
              Combinators.combine(TEXT, TEXT).as(Named::new),
              MAYBE_LONG,
              MAYBE_LONG,
              MAYBE_TIME,
              MAYBE_TEXT,
              MAYBE_LONG,
              TEMPLATE.injectNull(0.3),
              BOOLEAN)
          .as(
              (named, end, since, madeAt, account, sequence, asked, elsewhere) ->
                  new Transaction(
                      named.network(),
                      named.txid(),
                      end,
                      since,
                      madeAt,
                      account,
                      sequence,
                      asked,
                      elsewhere));

  private static final Arbitrary<Event.Detail.Failure> MAYBE_FAILURE =
      Combinators.combine(
              Arbitraries.of(FailureCode.class), TEXT, COUNT.injectNull(0.3), MAYBE_TEXT)
          .as(Event.Detail.Failure::new)
          .injectNull(0.5);

  private static final Arbitrary<Doubt> MAYBE_DOUBT =
      Combinators.combine(TIME, BOOLEAN, BOOLEAN, COUNT, MAYBE_TIME, MAYBE_FAILURE)
          .as(Doubt::new)
          .injectNull(0.3);

  private static final Arbitrary<LooseEnd> MAYBE_LOOSE_END =
      Combinators.combine(
              ASK,
              TIME,
              Combinators.combine(COUNT, TIME, MAYBE_TIME).as(Search::new).injectNull(0.5))
          .as(LooseEnd::new)
          .injectNull(0.5);

  private static final Arbitrary<Chase> MAYBE_CHASE =
      Combinators.combine(Arbitraries.of(Chase.Goal.class), Arbitraries.of(Via.class), TIME, COUNT)
          .as(Chase::new)
          .injectNull(0.3);

  private static final Arbitrary<Set<DeferralReason>> DEFERRED =
      Arbitraries.of(DeferralReason.class).set();

  private record Turn(Ask.Delivery delivery, Ask.Priority priority) {}

  private record Named(String network, String txid) {}

  private record Meant(String fingerprint, Expectation expect, String heir) {}

  private record Followed(int asks, @Nullable Instant unknownSince, @Nullable Handover handover) {}

  private record Three(String a, String b, String c) {}

  private States() {}

  static Arbitrary<RequestState> any() {
    return Arbitraries.oneOf(
        Combinators.combine(MAYBE_TEXT, TIME).as(RequestState.CancelAhead::new),
        Combinators.combine(
                Combinators.combine(SUBJECT, SEQUENCE).as(Numbered::new),
                ASK,
                Combinators.combine(TEXT, MAYBE_TEXT, COUNT, TEXT.set().ofMaxSize(2))
                    .as(Trail::new),
                TIME,
                TIME,
                MAYBE_TIME,
                DEFERRED)
            .as(
                (numbered, ask, trail, since, askAt, unknown, deferred) ->
                    new RequestState.Replacing(
                        numbered.subject(),
                        numbered.sequence(),
                        ask,
                        trail,
                        since,
                        askAt,
                        unknown,
                        deferred)),
        Combinators.combine(
                Combinators.combine(SUBJECT, SEQUENCE).as(Numbered::new),
                TEXT,
                MAYBE_SIGNATURE,
                TRANSACTION,
                TIME,
                TIME,
                Combinators.combine(COUNT, MAYBE_TIME, MAYBE_HANDOVER).as(Followed::new))
            .as(
                (numbered, uuid, signature, transaction, signedAt, askAt, followed) ->
                    new RequestState.Settling(
                        numbered.subject(),
                        numbered.sequence(),
                        uuid,
                        signature,
                        transaction,
                        signedAt,
                        askAt,
                        followed.asks(),
                        followed.unknownSince(),
                        followed.handover())),
        Combinators.combine(SUBJECT, SEQUENCE, ASK, COUNT, MAYBE_TIME, DEFERRED)
            .as(RequestState.Queued::new),
        Combinators.combine(
                Combinators.combine(SUBJECT, SEQUENCE).as(Numbered::new),
                ASK,
                COUNT,
                TIME,
                Combinators.combine(MAYBE_TOKEN, LEDGERS).as(Sent::new),
                BOOLEAN,
                MAYBE_DOUBT,
                DEFERRED)
            .as(
                (numbered, ask, attempts, begunAt, sent, cancelled, doubt, deferred) ->
                    new RequestState.Creating(
                        numbered.subject(),
                        numbered.sequence(),
                        ask,
                        attempts,
                        begunAt,
                        sent.token(),
                        sent.ledgers(),
                        cancelled,
                        doubt,
                        deferred)),
        Combinators.combine(
                Combinators.combine(SUBJECT, SEQUENCE).as(Numbered::new),
                PAYLOAD,
                MAYBE_TIME,
                BOOLEAN,
                MAYBE_REASON,
                MAYBE_TOKEN,
                MAYBE_CHASE,
                Combinators.combine(TIME, MAYBE_TIME, MAYBE_TIME).as(Reads::new))
            .as(
                (numbered, payload, opened, expired, reason, suspect, chase, reads) ->
                    new RequestState.Open(
                        numbered.subject(),
                        numbered.sequence(),
                        payload,
                        opened,
                        expired,
                        reason,
                        suspect,
                        chase,
                        reads.at(),
                        reads.reconciledAt(),
                        reads.tokenExpiresAt())),
        Combinators.combine(
                Combinators.combine(SUBJECT, SEQUENCE).as(Numbered::new),
                PAYLOAD,
                Arbitraries.of(Outcome.class),
                TIME,
                MAYBE_REASON,
                MAYBE_TOKEN,
                MAYBE_CHASE,
                Combinators.combine(TIME, MAYBE_TIME, MAYBE_TIME).as(Reads::new))
            .as(
                (numbered, payload, outcome, endedAt, reason, suspect, chase, reads) ->
                    new RequestState.Lingering(
                        numbered.subject(),
                        numbered.sequence(),
                        payload,
                        outcome,
                        endedAt,
                        reason,
                        suspect,
                        chase,
                        reads.at(),
                        reads.reconciledAt(),
                        reads.tokenExpiresAt())),
        Combinators.combine(
                Combinators.combine(SUBJECT, SEQUENCE).as(Numbered::new),
                MAYBE_TEXT,
                Arbitraries.of(Outcome.class),
                TIME,
                BOOLEAN,
                MAYBE_SIGNATURE,
                MAYBE_LOOSE_END,
                MAYBE_TEXT)
            .as(
                (numbered, uuid, outcome, endedAt, attempted, signature, end, waitedFor) ->
                    new RequestState.Ended(
                        numbered.subject(),
                        numbered.sequence(),
                        uuid,
                        outcome,
                        endedAt,
                        attempted,
                        signature,
                        end,
                        waitedFor)));
  }

  private record Reads(Instant at, Instant reconciledAt, Instant tokenExpiresAt) {}

  private record Sent(UserToken token, Map<String, Long> ledgers) {}

  private record Numbered(Subject subject, long sequence) {}
}
