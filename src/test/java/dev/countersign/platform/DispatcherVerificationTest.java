package dev.countersign.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.platform.jwt.JwtClaims;
import dev.countersign.platform.jwt.JwtRefusal;
import dev.countersign.platform.jwt.JwtVerdict;
import dev.countersign.request.Bearer;
import dev.countersign.request.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long a bearer is judged, and what its verdict becomes. */
class DispatcherVerificationTest {
  private static final Bearer BEARER = Rig.bearer("t.o.k");
  private static final Instant ISSUED = Instant.parse("2026-03-01T12:00:00Z");
  private static final JwtVerdict ACCEPTED =
      new JwtVerdict.Accepted(
          new JwtClaims(
              "rAda", "key", null, Rig.token(), ISSUED, ISSUED.plus(Duration.ofHours(24))));
  private static final JwtVerdict UNDECIDED = new JwtVerdict.Undecided("down");

  private final Rig rig = new Rig();

  @Test
  void aBearerThatIsAcceptedIsToldWithWhatMatters() {
    rig.start("a", Rig.verify("a", BEARER));
    rig.jwts.answer(ACCEPTED);

    assertThat(rig.jwts.asked).containsExactly("default t.o.k");
    assertThat(rig.signals)
        .containsExactly(new Signal.BearerAccepted(BEARER, "rAda", Rig.token(), ISSUED));
    assertThat(rig.api.isQuiet()).isTrue();
  }

  @Test
  void oneThatIsRefusedIsToldWithItsReason() {
    rig.start("a", Rig.verify("a", BEARER));
    rig.jwts.answer(new JwtVerdict.Refused(JwtRefusal.JWT_AUDIENCE, "aud is missing"));

    assertThat(rig.signals)
        .containsExactly(new Signal.BearerRefused(BEARER, false, "JWT_AUDIENCE: aud is missing"));
  }

  @Test
  void oneThatHasExpiredIsToldAsExpired() {
    rig.start("a", Rig.verify("a", BEARER));
    rig.jwts.answer(new JwtVerdict.Refused(JwtRefusal.JWT_EXPIRED, "too late"));

    assertThat(rig.signals)
        .containsExactly(new Signal.BearerRefused(BEARER, true, "JWT_EXPIRED: too late"));
  }

  @Test
  void whileItCannotBeToldItIsAskedAgainAndNothingFails() {
    rig.start("a", Rig.verify("a", BEARER));
    for (int i = 0; i < 20; i++) {
      rig.jwts.answer(UNDECIDED);
      rig.time.advanceSeconds(10);
    }
    assertThat(rig.signals).isEmpty();
    assertThat(rig.jwts.asked).hasSize(21);

    rig.jwts.answer(ACCEPTED);
    assertThat(rig.lastSignal()).isInstanceOf(Signal.BearerAccepted.class);
    rig.time.advance(Duration.ofHours(1));
    assertThat(rig.jwts.asked).hasSize(21);
  }

  @Test
  void aRequestThatIsReleasedIsNotAskedAboutAnyMore() {
    rig.start("a", Rig.verify("a", BEARER));
    rig.jwts.answer(UNDECIDED);
    rig.dispatcher.release(List.of("a"));
    rig.time.advance(Duration.ofHours(1));

    assertThat(rig.jwts.asked).hasSize(1);
  }

  @Test
  void theVerdictOnAnEarlierBearerIsNotTold() {
    rig.start("a", Rig.verify("a", BEARER));
    Bearer later = Rig.bearer("l.at.er");
    rig.start("a", Rig.verify("a", later));
    rig.jwts.answer(0, ACCEPTED);
    rig.jwts.answer(1, ACCEPTED);

    assertThat(rig.signals)
        .containsExactly(new Signal.BearerAccepted(later, "rAda", Rig.token(), ISSUED));
  }

  @Test
  void everyVerdictIsCounted() {
    rig.start("a", Rig.verify("a", BEARER));
    rig.jwts.answer(new JwtVerdict.Refused(JwtRefusal.JWT_AUDIENCE, "aud is missing"));

    assertThat(
            rig.meters
                .get("countersign.platform.verifications")
                .tags("application", "default", "outcome", "jwt_audience")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void theRefusalOfAPersonsTokenDoesNotCloseTheApplication() {
    rig.start("a", Rig.create("a", BEARER));
    rig.api.next().answer(new Answer.Refused<>(813, null, 403, "not accepted"));

    assertThat(rig.signals).containsExactly(new Signal.CreateUnauthorized(813, "not accepted"));
    assertThat(rig.gates).noneMatch(Gate.Closed.class::isInstance);
  }

  @Test
  void aRefusalOfWhatItAsksForIsThatOfTheRequest() {
    rig.start("a", Rig.create("a", BEARER));
    rig.api.next().answer(new Answer.Refused<>(602, "ref", 400, "bad type"));

    assertThat(rig.signals).containsExactly(new Signal.CreateRefused(602, "ref", "bad type"));
  }
}
