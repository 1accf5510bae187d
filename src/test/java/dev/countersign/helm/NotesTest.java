package dev.countersign.helm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is said after an installation is true of it. */
class NotesTest {

  @Test
  void theySayHowToLookAtIt() {
    assertThat(Chart.notes(ValueSet.MINIMAL, "{}"))
        .contains("helm test pay -n wallets")
        .contains("port-forward pod/pay-countersign-0 8080")
        .contains("/webhooks/default to the Service pay-countersign, port http")
        .contains("no countersign.http.operator-token")
        .doesNotContain("WARNING");
  }

  @Test
  void workersThatWouldHaveNoPartitionAreToldOf() {
    assertThat(Chart.notes(ValueSet.MINIMAL, "replicas: 15"))
        .contains("WARNING: 15 workers, but countersign.partitions is 12: 3 of them");
    assertThat(Chart.notes(ValueSet.APPLICATIONS, "replicas: 48")).doesNotContain("WARNING");
    assertThat(Chart.notes(ValueSet.MINIMAL, "autoscaling: {enabled: true, maxReplicas: 20}"))
        .contains("WARNING: 20 workers");
  }

  @Test
  void topicsThatNobodyMakesAreToldOf() {
    assertThat(Chart.notes(ValueSet.MINIMAL, "{}")).contains("made by the first worker");
    assertThat(Chart.notes(ValueSet.APPLICATIONS, "{}")).contains("make them first");
  }

  @Test
  void eachApplicationHasItsWebhookUrl() {
    assertThat(Chart.notes(ValueSet.APPLICATIONS, "ingress: {enabled: true, hosts: [a.example]}"))
        .contains("https://a.example/webhooks/shop", "https://a.example/webhooks/tickets")
        .doesNotContain("no countersign.http.operator-token");
  }
}
