package dev.countersign.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.HashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSettingsTest {
  @TempDir Path directory;

  @Test
  void aVariableIsASettingOfEveryClient() {
    var kafka = new Given().env("KAFKA_SSL_TRUSTSTORE_LOCATION", "/trust.jks").config().kafka();

    assertThat(kafka.consumer()).containsEntry("ssl.truststore.location", "/trust.jks");
    assertThat(kafka.producer()).containsEntry("ssl.truststore.location", "/trust.jks");
    assertThat(kafka.admin()).containsEntry("ssl.truststore.location", "/trust.jks");
  }

  @Test
  void aSettingOfOneKindOverridesTheCommonOne() {
    var kafka =
        new Given()
            .env("KAFKA_CLIENT_ID", "common")
            .env("KAFKA_PRODUCER_CLIENT_ID", "producing")
            .env("KAFKA_ADMIN_CLIENT_ID", "administering")
            .config()
            .kafka();

    assertThat(kafka.consumer()).containsEntry("client.id", "common");
    assertThat(kafka.producer()).containsEntry("client.id", "producing");
    assertThat(kafka.admin()).containsEntry("client.id", "administering");
  }

  @Test
  void aSettingThatOnlyOneKindKnowsGoesToThatKind() {
    var kafka = new Given().file(directory, "kafka.fetch.min.bytes=10").config().kafka();

    assertThat(kafka.consumer()).containsEntry("fetch.min.bytes", "10");
    assertThat(kafka.producer()).doesNotContainKey("fetch.min.bytes");
  }

  @Test
  void aSettingThatNoKindKnowsGoesToAll() {
    var kafka = new Given().file(directory, "kafka.my.interceptor.url=x").config().kafka();

    assertThat(kafka.consumer()).containsEntry("my.interceptor.url", "x");
    assertThat(kafka.admin()).containsEntry("my.interceptor.url", "x");
  }

  @Test
  void valuesReachTheClientsAsTheyAre() {
    var kafka =
        new Given()
            .env("KAFKA_SSL_ENDPOINT_IDENTIFICATION_ALGORITHM", "")
            .env("KAFKA_SSL_KEY_PASSWORD", "${file:/run/secrets:key} ")
            .config()
            .kafka();

    assertThat(kafka.admin())
        .containsEntry("ssl.endpoint.identification.algorithm", "")
        .containsEntry("ssl.key.password", "${file:/run/secrets:key} ");
  }

  @Test
  void theClassicProtocolRebalancesCooperatively() {
    var kafka = new Given().env("KAFKA_GROUP_PROTOCOL", "classic").config().kafka();

    assertThat(kafka.consumer())
        .containsEntry("group.protocol", "classic")
        .containsEntry(
            "partition.assignment.strategy",
            "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
  }

  @Test
  void whatOnlyTheClassicProtocolKnowsNeedsTheClassicProtocol() {
    var given = new Given().env("KAFKA_SESSION_TIMEOUT_MS", "9000");

    assertThat(given.problems())
        .containsExactly(
            "kafka.session.timeout.ms (environment variable KAFKA_SESSION_TIMEOUT_MS): is for"
                + " kafka.group.protocol=classic only; else it is set on the brokers");
  }

  @Test
  void whatOnlyTheClassicProtocolKnowsIsFineUnderIt() {
    var given =
        new Given()
            .env("KAFKA_SESSION_TIMEOUT_MS", "9000")
            .env("KAFKA_CONSUMER_GROUP_PROTOCOL", "classic");

    assertThat(given.config().kafka().consumer()).containsEntry("session.timeout.ms", "9000");
  }

  @Test
  void realClientsTakeTheSettings() {
    var settings = KafkaSettings.of("localhost:1");
    var consumer = new HashMap<>(settings.consumer());
    consumer.put("group.id", "some-group");
    var deserializer = new ByteArrayDeserializer();

    assertThatCode(
            () -> {
              new KafkaConsumer<>(consumer, deserializer, deserializer).close();
              Admin.create(settings.admin()).close();
            })
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "group.id",
        "transactional.id",
        "isolation.level",
        "enable.auto.commit",
        "acks",
        "auto.offset.reset",
        "key.serializer",
        "value.serializer",
        "key.deserializer",
        "value.deserializer",
        "consumer.group.id",
        "consumer.auto.offset.reset",
        "producer.acks",
        "producer.transactional.id"
      })
  void whatPromisesRestOnCannotBeSet(String name) {
    assertThat(new Given().file(directory, "kafka." + name + "=all").problems())
        .singleElement()
        .asString()
        .startsWith("kafka." + name + " (in ")
        .endsWith("is decided by Countersign, its promises rest on it; remove it");
  }

  @Test
  void whatPromisesRestOnCannotBeSetByAVariableEither() {
    assertThat(new Given().env("KAFKA_CONSUMER_GROUP_ID", "mine").problems())
        .containsExactly(
            "kafka.consumer.group.id (environment variable KAFKA_CONSUMER_GROUP_ID): is decided by"
                + " Countersign, its promises rest on it; remove it");
  }

  @ParameterizedTest
  @CsvSource({
    "kafka.request.timeout.ms, soon",
    "kafka.security.protocol, TLS",
    "kafka.consumer.max.poll.records, 0",
    "kafka.producer.compression.type, rar"
  })
  void whatAClientWouldRefuseIsAProblemAtStart(String key, String value) {
    assertThat(new Given().system(key, value).problems())
        .singleElement()
        .asString()
        .startsWith(key + " (system property): Invalid value " + value);
  }

  @Test
  void passwordsAreNotPrinted() {
    var config = new Given().env("KAFKA_SASL_JAAS_CONFIG", "x password=\"hunter2\";").config();

    assertThat(config.toString()).contains("sasl.jaas.config").doesNotContain("hunter2");
  }
}
