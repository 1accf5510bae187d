package dev.countersign.platform.budget;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Neighbouring releases understand each other's reports (CONTRACT §6). */
class ReportCodecTest {
  private static final Claim CLAIM = new Claim(Rank.CREATE_LOW, 3, 1_790_000_000_000L, 7, 2);

  @Property(tries = 500)
  void whatIsReadIsWhatWasWritten(@ForAll("reports") Report report) {
    assertThat(ReportCodec.decode(ReportCodec.encode(report))).isEqualTo(report);
  }

  @Property(tries = 1_000)
  void anyBytesAreAReportOrNone(@ForAll byte[] bytes) {
    Report report = ReportCodec.decode(bytes);

    if (report != null) {
      assertThat(ReportCodec.decode(ReportCodec.encode(report))).isEqualTo(report);
    }
  }

  @Test
  void theFormatIsThatOfTheFirstRelease() {
    Report report =
        new Report(
            "w-1",
            9,
            "default",
            new Count(1, 2),
            new Count(3, 4),
            new Count(5, 6),
            new Count(7, 8),
            new Count(9, 10),
            List.of(new Told(true, 30, 12)),
            Duration.ofMillis(1_500),
            List.of(CLAIM),
            new Backlog(1, 2, 3));
    String written =
        """
        {"worker":"w-1","number":9,"application":"default",\
        "taken":{"creates":1,"others":2},"answered":{"creates":3,"others":4},\
        "unclear":{"creates":5,"others":6},"unused":{"creates":7,"others":8},\
        "refused":{"creates":9,"others":10},\
        "told":[{"create":true,"limit":30,"remaining":12}],"pause_ms":1500,\
        "claims":[["CREATE_LOW",3,1790000000000,7,2]],\
        "waiting":{"high":1,"normal":2,"low":3}}""";

    assertThat(new String(ReportCodec.encode(report), UTF_8)).isEqualTo(written);
    assertThat(decode(written)).isEqualTo(report);
  }

  @Test
  void whatThereIsNoneOfIsLeftOut() {
    assertThat(new String(ReportCodec.encode(Reports.claiming("w")), UTF_8))
        .isEqualTo("{\"worker\":\"w\",\"number\":1,\"application\":\"default\"}");
  }

  // --- what a later release may write

  @Test
  void fieldsThatAreNotKnownAreLeftOut() {
    assertThat(
            decode(
                "{'worker':'w','number':1,'application':'default','mood':{'a':[1]},"
                    + "'taken':{'creates':1,'others':0,'spare':4}}"))
        .isEqualTo(Reports.taking("w", 1, 0));
  }

  @Test
  void aClaimOfARankThatIsNotKnownIsLeftOut() {
    assertThat(
            decode(
                "{'worker':'w','number':1,'application':'default',"
                    + "'claims':[['CREATE_URGENT',0,1,2,1],['CREATE_LOW',3,1790000000000,7,2]]}"))
        .isEqualTo(Reports.claiming("w", CLAIM));
  }

  @Test
  void aClaimWithMoreThanIsKnownIsThatClaim() {
    assertThat(
            decode(
                "{'worker':'w','number':1,'application':'default',"
                    + "'claims':[['CREATE_LOW',3,1790000000000,7,2,'more',{}]]}"))
        .isEqualTo(Reports.claiming("w", CLAIM));
  }

  // --- what is none

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "17",
        "[]",
        "{}",
        "{'worker':'w'}",
        "{'application':'default'}",
        "{'worker':7,'application':'default'}",
        "{'worker':'w','application':null}",
        "{'worker':'w','application':'default'",
        "worker"
      })
  void whatIsNoReportIsNull(String text) {
    assertThat(decode(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'taken':{'creates':-5,'others':-1}",
        "'taken':'all','told':7,'claims':{},'waiting':[],'number':'x'",
        "'claims':[[],[1],7,'CREATE_LOW',null]",
        "'waiting':{'high':-3}",
        "'taken':{'creates':1e99}"
      })
  void whatMakesNoSenseInAReportTakesNothingAwayFromOthers(String fields) {
    Report report =
        Objects.requireNonNull(decode("{'worker':'w','application':'default'," + fields + "}"));

    assertThat(report.taken().creates()).isBetween(0, Integer.MAX_VALUE);
    assertThat(report.taken().others()).isNotNegative();
    assertThat(report.claims()).isEmpty();
    assertThat(report.waiting()).isEqualTo(Backlog.NONE);
  }

  private static @Nullable Report decode(String json) {
    return ReportCodec.decode(json.replace('\'', '"').getBytes(UTF_8));
  }

  @Provide
  Arbitrary<Report> reports() {
    Arbitrary<Integer> number = Arbitraries.integers().between(0, 100_000);
    Arbitrary<Count> count = Combinators.combine(number, number).as(Count::new);
    Arbitrary<Told> told =
        Combinators.combine(Arbitraries.of(true, false), number, number).as(Told::new);
    Arbitrary<Claim> claim =
        Combinators.combine(
                Arbitraries.of(Rank.class),
                number,
                Arbitraries.longs(),
                Arbitraries.longs(),
                number)
            .as(Claim::new);
    Arbitrary<@Nullable Duration> pause =
        Arbitraries.longs().between(0, 1_000_000).map(Duration::ofMillis).injectNull(0.5);
    Arbitrary<Backlog> waiting = Combinators.combine(number, number, number).as(Backlog::new);
    Arbitrary<Count> past = Arbitraries.oneOf(count, Arbitraries.just(Count.NONE));
    return Combinators.combine(
            past.list().ofSize(5),
            told.list().ofMaxSize(2),
            pause,
            claim.list().ofMaxSize(5),
            waiting,
            Arbitraries.strings(),
            Arbitraries.longs())
        .as(
            (counts, tolds, length, claims, backlog, name, order) ->
                new Report(
                    name,
                    order,
                    name,
                    counts.get(0),
                    counts.get(1),
                    counts.get(2),
                    counts.get(3),
                    counts.get(4),
                    tolds,
                    length,
                    claims,
                    backlog));
  }
}
