package dev.countersign.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {
  @TempDir Path directory;

  @Test
  void nothingNeedsToBeSet() {
    assertThat(new Given().config())
        .isEqualTo(
            new CountersignConfig(
                KafkaSettings.of("localhost:9092"),
                "countersign",
                "some-worker",
                Topics.withPrefix("sign-request"),
                12,
                true,
                Format.JSON,
                null,
                new PlatformSettings(
                    URI.create("https://xumm.app"), URI.create("https://oauth2.xumm.app")),
                Map.of(),
                new HttpSettings("0.0.0.0", 8080, null, null, null, List.of()),
                Duration.ofDays(1),
                Duration.ofDays(1),
                Duration.ofDays(7),
                Duration.ofSeconds(10),
                Runtime.getRuntime().maxMemory() / 4,
                100_000,
                256,
                15_000,
                200,
                Duration.ofMinutes(15),
                new LedgerSettings(Map.of(), Duration.ofHours(24), null)));
  }

  @Test
  void theFileOverridesTheDefault() {
    var given = new Given().file(directory, "countersign.group-id=from-file");

    assertThat(given.config().groupId()).isEqualTo("from-file");
  }

  @Test
  void theEnvironmentOverridesTheFile() {
    var given =
        new Given()
            .file(directory, "countersign.group-id=from-file")
            .env("COUNTERSIGN_GROUP_ID", "from-env");

    assertThat(given.config().groupId()).isEqualTo("from-env");
  }

  @Test
  void aSystemPropertyOverridesTheEnvironment() {
    var given =
        new Given()
            .env("COUNTERSIGN_GROUP_ID", "from-env")
            .system("countersign.group-id", "from-system");

    assertThat(given.config().groupId()).isEqualTo("from-system");
  }

  @Test
  void anEmptyVariableIsAsGoodAsNone() {
    var given =
        new Given()
            .file(directory, "countersign.group-id=from-file")
            .env("COUNTERSIGN_GROUP_ID", " ")
            .env("KAFKA_BOOTSTRAP_SERVERS", "");

    assertThat(given.config())
        .returns("from-file", CountersignConfig::groupId)
        .returns("localhost:9092", config -> config.kafka().bootstrapServers());
  }

  @Test
  void spaceAroundAValueIsNotPartOfIt() {
    assertThat(new Given().env("COUNTERSIGN_HTTP_PORT", " 0 ").config().http().port()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S",
    "30s, PT30S",
    "15m, PT15M",
    "24h, PT24H",
    "7d, PT168H",
    "PT1H30M, PT1H30M"
  })
  void aDurationIsShortOrIso(String text, Duration expected) {
    var given = new Given().env("COUNTERSIGN_ABANDON_AFTER", text);

    assertThat(given.config().abandonAfter()).isEqualTo(expected);
  }

  @Test
  void everyTopicFollowsThePrefixUnlessItIsNamedItself() {
    var given =
        new Given()
            .env("COUNTERSIGN_TOPIC_PREFIX", "pay")
            .env("COUNTERSIGN_TOPICS_USER_TOKENS", "tokens.shared");

    assertThat(given.config().topics())
        .isEqualTo(
            new Topics(
                "pay.commands",
                "pay.events",
                "tokens.shared",
                "pay.dead-letters",
                "pay.inbox",
                "pay.state",
                "pay.budget"));
  }

  @Test
  void theRestIsReadAsWell() {
    var given =
        new Given()
            .file(
                directory,
                "countersign.worker-id=pod-3",
                "countersign.partitions=48",
                "countersign.auto-create-topics=false",
                "countersign.format=AVRO",
                "countersign.platform.url=http://localhost:4080/",
                "countersign.http.host=127.0.0.1",
                "countersign.default-expire=5",
                "countersign.remember-for=30d",
                "countersign.deferred-after=1m",
                "countersign.topics.budget=shares",
                "countersign.max-waiting-bytes=512M",
                "countersign.max-inbox-lag=5000",
                "countersign.max-in-flight=8",
                "countersign.max-sockets=100",
                "countersign.sockets-per-second=50");

    assertThat(given.config())
        .returns("pod-3", CountersignConfig::workerId)
        .returns(48, CountersignConfig::partitions)
        .returns(false, CountersignConfig::autoCreateTopics)
        .returns(Format.AVRO, CountersignConfig::format)
        .returns(URI.create("http://localhost:4080"), config -> config.platform().url())
        .returns("127.0.0.1", config -> config.http().host())
        .returns(Duration.ofMinutes(5), CountersignConfig::defaultExpire)
        .returns(Duration.ofDays(30), CountersignConfig::rememberFor)
        .returns(Duration.ofMinutes(1), CountersignConfig::deferredAfter)
        .returns(512L * 1024 * 1024, CountersignConfig::maxWaitingBytes)
        .returns(5_000, CountersignConfig::maxInboxLag)
        .returns("shares", config -> config.topics().budget())
        .returns(8, CountersignConfig::maxInFlight)
        .returns(100, CountersignConfig::maxSockets)
        .returns(50, CountersignConfig::socketsPerSecond);
  }
}
