package dev.countersign.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.config.Application;
import dev.countersign.config.ConfigLoader;
import dev.countersign.config.ConfigLoader.Applications;
import dev.countersign.config.CountersignConfig;
import dev.countersign.config.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The worker's own reader takes what the chart lays out for it. */
class SettingsTest {
  private @TempDir Path root;

  @ParameterizedTest
  @EnumSource(names = "EXISTING_SECRET", mode = Mode.EXCLUDE)
  void nothingIsWrongOrUnknownToTheWorker(ValueSet values) {
    ConfigLoader.Loaded loaded = read(Chart.rendered(values));

    assertThat(loaded.warnings()).isEmpty();
  }

  @Test
  void theWorkerIsNamedAfterItsPodAndReachedUnderItsName() {
    CountersignConfig config = read(Chart.rendered(ValueSet.MINIMAL)).config();

    assertThat(config.workerId()).isEqualTo("pay-countersign-1");
    assertThat(config.http().advertisedUrl())
        .hasToString("http://pay-countersign-1.pay-countersign-peers.wallets.svc:8080");
  }

  @Test
  void portsAndClusterDomainReachTheWorker() {
    CountersignConfig config = read(Chart.rendered(ValueSet.EVERYTHING)).config();

    assertThat(config.http().port()).isEqualTo(9080);
    assertThat(config.http().publicPort()).isEqualTo(9081);
    assertThat(config.http().advertisedUrl())
        .hasToString("http://pay-countersign-1.pay-signer-peers.wallets.svc.cluster.local:9080");
  }

  @Test
  void textsAndNumbersAreReadAsTheyWereWritten() {
    CountersignConfig config = read(Chart.rendered(ValueSet.APPLICATIONS)).config();

    assertThat(config.maxInboxLag()).isEqualTo(100_000_000);
    assertThat(config.partitions()).isEqualTo(48);
    assertThat(config.autoCreateTopics()).isFalse();
    assertThat(config.kafka().consumer())
        .containsEntry("client.rack", " C:\\racks\\new #1 = \"east\"")
        .containsEntry(
            "ssl.truststore.certificates",
            "-----BEGIN CERTIFICATE-----\nfirst\n-----END CERTIFICATE-----\n");
  }

  @Test
  void secretsReachTheWorkerAndItsKafkaClients() {
    CountersignConfig config = read(Chart.rendered(ValueSet.APPLICATIONS)).config();

    Application shop = application(config, "shop");
    assertThat(shop.apiKey()).isEqualTo("11111111-0000-4000-8000-000000000002");
    assertThat(shop.apiSecret().reveal()).isEqualTo("5ec2e700-0000-4000-8000-000000000002");
    assertThat(shop.previousSecret()).isEqualTo(Secret.of("5ec2e700-0000-4000-8000-00000000000f"));
    assertThat(shop.paused()).isTrue();
    assertThat(config.http().operatorToken()).isEqualTo(Secret.of("5ec2e7-operator-token"));
    assertThat(Objects.requireNonNull(config.ledger().networks().get("mainnet")).urls())
        .extracting(Object::toString)
        .containsExactly("https://node.example/5ec2e7-in-the-path");
    assertThat(config.kafka().admin())
        .containsEntry("sasl.jaas.config", "login required password=\"5ec2e7\";");
  }

  /** CONTRACT §7: workers look at the files every five seconds. */
  @Test
  void aSecretThatChangesInItsFileIsReadAnew() throws Exception {
    var pod = new PodFiles(Chart.rendered(ValueSet.EVERYTHING), root);
    Path configuration = pod.configuration();
    String setting = "countersign.applications.default.api-secret";
    Path file = root.resolve(PodFiles.SECRETS.substring(1)).resolve(setting);
    String renewed = "5ec2e700-0000-4000-8000-00000000000e";

    Files.writeString(file, renewed);

    assertThat(application(read(pod, configuration).config(), "default").apiSecret().reveal())
        .isEqualTo(renewed);
  }

  private static Application application(CountersignConfig config, String alias) {
    return Objects.requireNonNull(config.applications().get(alias));
  }

  private ConfigLoader.Loaded read(List<Manifest> manifests) {
    PodFiles pod = new PodFiles(manifests, root);
    return read(pod, pod.configuration());
  }

  private static ConfigLoader.Loaded read(PodFiles pod, Path configuration) {
    return ConfigLoader.load(
        pod.environment(),
        new Properties(),
        configuration,
        Applications.REQUIRED,
        () -> "a worker without a name");
  }
}
