package dev.countersign.wire;

import dev.countersign.request.Ask;
import dev.countersign.request.Bearer;
import dev.countersign.request.CancelReason;
import dev.countersign.request.DeferralReason;
import dev.countersign.request.Event;
import dev.countersign.request.FailureCode;
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
import dev.countersign.request.UserToken;
import dev.countersign.request.Via;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

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

  private static final Arbitrary<Subject> SUBJECT =
      Combinators.combine(
              TEXT,
              TEXT,
              MAYBE_TEXT,
              MAYBE_TEXT,
              Arbitraries.maps(TEXT, TEXT).ofMaxSize(3),
              TRACE,
              Combinators.combine(TEXT, MAYBE_TEXT).as(Two::new),
              TIME)
          .as(
              (id, application, user, type, context, trace, texts, at) ->
                  new Subject(
                      id, application, user, type, context, trace, texts.a(), texts.b(), at));

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

  private static final Arbitrary<Payload> PAYLOAD =
      Combinators.combine(TEXT, LINKS, TIME).as(Payload::new);

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

  private record Two(String a, String b) {}

  private record Three(String a, String b, String c) {}

  private States() {}

  static Arbitrary<RequestState> any() {
    return Arbitraries.oneOf(
        Combinators.combine(MAYBE_TEXT, TIME).as(RequestState.CancelAhead::new),
        Combinators.combine(SUBJECT, SEQUENCE, ASK, COUNT, MAYBE_TIME, DEFERRED)
            .as(RequestState.Queued::new),
        Combinators.combine(
                Combinators.combine(SUBJECT, SEQUENCE).as(Numbered::new),
                ASK,
                COUNT,
                TIME,
                MAYBE_TOKEN,
                BOOLEAN,
                MAYBE_DOUBT,
                DEFERRED)
            .as(
                (numbered, ask, attempts, begunAt, token, cancelled, doubt, deferred) ->
                    new RequestState.Creating(
                        numbered.subject(),
                        numbered.sequence(),
                        ask,
                        attempts,
                        begunAt,
                        token,
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
                SUBJECT,
                SEQUENCE,
                MAYBE_TEXT,
                Arbitraries.of(Outcome.class),
                TIME,
                BOOLEAN,
                MAYBE_SIGNATURE,
                MAYBE_LOOSE_END)
            .as(RequestState.Ended::new));
  }

  private record Reads(Instant at, Instant reconciledAt, Instant tokenExpiresAt) {}

  private record Numbered(Subject subject, long sequence) {}
}
