package dev.countersign.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigProblemsTest {
  @TempDir Path directory;

  @Test
  void allProblemsAreToldAtOnceOneLineEach() {
    var given =
        new Given()
            .file(directory, "countersign.partitions=none", "countersign.bogus=1")
            .env("COUNTERSIGN_HTTP_PORT", "70000")
            .env("KAFKA_GROUP_ID", "mine")
            .worker();

    assertThat(given.problems()).hasSize(5).allSatisfy(line -> assertThat(line).hasLineCount(1));
  }

  @Test
  void aProblemNamesTheKeyThePlaceTheValueAndTheRule() {
    assertThat(new Given().env("COUNTERSIGN_HTTP_PORT", "70000").problems())
        .containsExactly(
            "countersign.http.port (environment variable COUNTERSIGN_HTTP_PORT):"
                + " \"70000\" must be a whole number from 0 to 65535");
  }

  @Test
  void aProblemInTheFileNamesTheFile() {
    assertThat(new Given().file(directory, "countersign.format=xml").problems())
        .containsExactly(
            "countersign.format (in %s): \"xml\" must be json, avro or confluent"
                .formatted(directory.resolve("countersign.properties")));
  }

  @Test
  void aProblemInASystemPropertySaysSo() {
    assertThat(new Given().system("countersign.format", "xml").problems())
        .containsExactly(
            "countersign.format (system property): \"xml\" must be json, avro or confluent");
  }

  @ParameterizedTest
  @CsvSource({
    "countersign.partitions, 0",
    "countersign.partitions, 1.5",
    "countersign.auto-create-topics, yes",
    "countersign.group-id, a b",
    "countersign.worker-id, ../x",
    "countersign.topic-prefix, a/b",
    "countersign.topics.inbox, ..",
    "countersign.platform.url, xumm.app",
    "countersign.platform.url, ftp://xumm.app",
    "countersign.platform.url, https://me:you@xumm.app",
    "countersign.platform.url, https://xumm.app?x=1",
    "countersign.platform.url, https:// x",
    "countersign.oauth2.url, oauth2.xumm.app",
    "countersign.http.host, a b",
    "countersign.http.port, -1",
    "countersign.format, confluent",
    "countersign.default-expire, 24h",
    "countersign.default-expire, 0",
    "countersign.abandon-after, 24",
    "countersign.abandon-after, 0s",
    "countersign.abandon-after, PT-1H",
    "countersign.reconcile-every, 10ms",
    "countersign.reconcile-every, 2h",
    "countersign.deferred-after, 999ms",
    "countersign.deferred-after, 61m",
    "countersign.topics.budget, a b",
    "countersign.schema-registry.url, registry:8081",
    "countersign.schema-registry.url, http://me:you@registry",
    "countersign.remember-for, 999999999999999d",
    "countersign.max-in-flight, 0",
    "countersign.max-sockets, many",
    "kafka.bootstrap.servers, localhost",
    "kafka.group.protocol, share",
  })
  void aMalformedValueIsOneProblemThatNamesTheKey(String key, String value) {
    assertThat(new Given().system(key, value).problems())
        .singleElement()
        .asString()
        .startsWith(key + " (system property): \"" + value + "\" ");
  }

  @Test
  void anUnknownKeyInTheFileIsAProblemThatKnowsBetter() {
    assertThat(new Given().file(directory, "countersign.htp.port=1").problems())
        .containsExactly(
            "countersign.htp.port (in %s): no such setting; did you mean countersign.http.port?"
                .formatted(directory.resolve("countersign.properties")));
  }

  @Test
  void anUnknownVariableIsAWarningWithoutItsValue() {
    assertThat(new Given().env("COUNTERSIGN_SERVICE_HOST", "10.0.0.1").warnings())
        .containsExactly(
            "environment variable COUNTERSIGN_SERVICE_HOST is ignored: no such setting");
  }

  @Test
  void variablesOfOthersAreNobodysBusiness() {
    assertThat(new Given().env("PATH", "/bin").system("java.version", "25").warnings()).isEmpty();
  }

  @Test
  void anUnknownSystemPropertyIsAWarning() {
    assertThat(new Given().system("countersign.nothing", "x").warnings())
        .containsExactly("system property countersign.nothing is ignored: no such setting");
  }

  @Test
  void aForeignKeyInTheFileIsAWarning() {
    assertThat(new Given().file(directory, "contersign.http.port=1").warnings())
        .singleElement()
        .asString()
        .startsWith("contersign.http.port in ");
  }

  @Test
  void aFileThatIsNotThereIsTheOnlyProblem() {
    Path missing = directory.resolve("missing.properties");

    assertThat(new Given().file(missing).worker().problems())
        .containsExactly(
            "cannot read the configuration file " + missing + ": there is no such file");
  }

  @Test
  void twoTopicsCannotHaveOneName() {
    var given =
        new Given().env("COUNTERSIGN_TOPICS_INBOX", "x").env("COUNTERSIGN_TOPICS_STATE", "x");

    assertThat(given.problems()).singleElement().asString().contains("two topics have one name");
  }

  @Test
  void theBudgetHasATopicOfItsOwn() {
    assertThat(new Given().env("COUNTERSIGN_TOPICS_BUDGET", "sign-request.state").problems())
        .singleElement()
        .asString()
        .contains("two topics have one name");
  }
}
