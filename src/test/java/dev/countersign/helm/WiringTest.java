package dev.countersign.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What refers to something else in the release finds it. */
class WiringTest {
  private static final List<Manifest> ALL = Chart.rendered(ValueSet.EVERYTHING);

  @Test
  void theLeastInstallationHasNothingOptionalButTheBudget() {
    assertThat(kinds(Chart.installed(ValueSet.MINIMAL)))
        .containsExactlyInAnyOrder(
            "ConfigMap",
            "PodDisruptionBudget",
            "Secret",
            "Service",
            "Service",
            "ServiceAccount",
            "StatefulSet");
  }

  @Test
  void whatIsOptionalIsThereWhenItIsAskedFor() {
    assertThat(kinds(ALL))
        .contains(
            "HorizontalPodAutoscaler",
            "Ingress",
            "NetworkPolicy",
            "PrometheusRule",
            "ServiceMonitor");
    Manifest dashboard = Chart.named(ALL, "ConfigMap", "pay-signer-dashboard");
    assertThat(Manifest.map(dashboard.at("/metadata/labels")))
        .containsEntry("grafana_dashboard", "1");
  }

  @Test
  void theDoctorComesWhenHelmIsAskedToTest() {
    assertThat(kinds(Chart.installed(ValueSet.EVERYTHING))).doesNotContain("Pod");
    assertThat(Chart.one(ALL, "Pod").container().path("args"))
        .extracting(JsonNode::asText)
        .containsExactly("doctor", "--config", "/etc/countersign/worker.properties");
  }

  @ParameterizedTest
  @EnumSource
  void allSelectorsFindTheWorkersAndNoOtherPod(ValueSet values) {
    List<Manifest> manifests = Chart.rendered(values);
    Map<String, String> worker = labels(Chart.one(manifests, "StatefulSet"));
    Map<String, String> doctor = labels(Chart.one(manifests, "Pod"));

    assertThat(selectors(manifests))
        .hasSizeGreaterThan(3)
        .allSatisfy(selector -> assertThat(worker.entrySet()).containsAll(selector.entrySet()))
        .noneMatch(selector -> doctor.entrySet().containsAll(selector.entrySet()));
  }

  @Test
  void prometheusScrapesEachWorkerOnce() {
    JsonNode monitor = Chart.one(ALL, "ServiceMonitor").at("/spec");
    Map<String, String> selector = Manifest.map(monitor.at("/selector/matchLabels"));
    List<Manifest> scraped =
        ALL.stream()
            .filter(manifest -> manifest.kind().equals("Service"))
            .filter(
                service ->
                    Manifest.map(service.at("/metadata/labels"))
                        .entrySet()
                        .containsAll(selector.entrySet()))
            .toList();

    assertThat(scraped)
        .singleElement()
        .satisfies(
            service -> {
              assertThat(portNames(service)).contains(monitor.at("/endpoints/0/port").asText());
              assertThat(service.at("/spec/publishNotReadyAddresses").asBoolean()).isTrue();
            });
  }

  @ParameterizedTest
  @EnumSource
  void servicesProbesAndPoliciesNamePortsOfTheContainer(ValueSet values) {
    List<Manifest> manifests = Chart.rendered(values);
    JsonNode container = Chart.one(manifests, "StatefulSet").container();
    Set<String> ports =
        Manifest.elements(container.path("ports")).stream()
            .map(port -> port.path("name").asText())
            .collect(Collectors.toSet());
    List<JsonNode> named = new ArrayList<>(container.findValues("port"));
    for (Manifest manifest : manifests) {
      named.addAll(manifest.tree().findValues("targetPort"));
      if (manifest.kind().equals("NetworkPolicy")) {
        manifest.tree().findValues("port").stream().filter(JsonNode::isTextual).forEach(named::add);
      }
    }

    assertThat(named).hasSizeGreaterThan(4).allMatch(port -> ports.contains(port.asText()));
  }

  @Test
  void theIngressLeadsToThePublicPortAndNowhereElse() {
    JsonNode ingress = Chart.one(ALL, "Ingress").at("/spec/rules/0");

    assertThat(ingress.findValuesAsText("path")).containsExactly("/webhooks", "/api", "/xapp");
    assertThat(ingress.findValues("service"))
        .allSatisfy(
            backend -> {
              assertThat(backend.at("/port/name").asText()).isEqualTo("public");
              assertThat(portNames(Chart.named(ALL, "Service", backend.path("name").asText())))
                  .contains("public");
            });
  }

  @Test
  void withoutAPublicPortTheIngressLetsInWebhooksOnly() {
    Manifest ingress =
        Chart.one(Chart.rendered("ingress: {enabled: true, hosts: [sign.example.com]}"), "Ingress");

    assertThat(ingress.tree().findValuesAsText("path")).containsExactly("/webhooks");
    assertThat(ingress.tree().findValue("port").path("name").asText()).isEqualTo("http");
  }

  @Test
  void aFleetThatIsScaledByLoadHasNoFixedSize() {
    Manifest scaler = Chart.one(ALL, "HorizontalPodAutoscaler");
    Manifest workers = Chart.one(ALL, "StatefulSet");

    assertThat(scaler.text("/spec/scaleTargetRef/name")).isEqualTo(workers.name());
    assertThat(workers.at("/spec").has("replicas")).isFalse();
    assertThat(Chart.one(Chart.rendered("{}"), "StatefulSet").at("/spec/replicas").asInt())
        .isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void thePodsIdentityAndItsPeersAreThere(ValueSet values) {
    List<Manifest> manifests = Chart.rendered(values);
    Manifest workers = Chart.one(manifests, "StatefulSet");
    Manifest peers = Chart.named(manifests, "Service", workers.text("/spec/serviceName"));
    String account = workers.pod().at("/spec/serviceAccountName").asText();

    assertThat(peers.text("/spec/clusterIP")).isEqualTo("None");
    assertThat(manifests)
        .anyMatch(
            manifest ->
                account.equals("somebody")
                    || (manifest.kind().equals("ServiceAccount")
                        && manifest.name().equals(account)));
  }

  @Test
  void theNetworkPolicyIsForTheDoctorToo() {
    Map<String, String> selector =
        Manifest.map(Chart.one(ALL, "NetworkPolicy").at("/spec/podSelector/matchLabels"));

    assertThat(labels(Chart.one(ALL, "StatefulSet")).entrySet()).containsAll(selector.entrySet());
    assertThat(labels(Chart.one(ALL, "Pod")).entrySet()).containsAll(selector.entrySet());
    assertThat(selector).hasSize(2);
  }

  @Test
  void workersMayAskEachOther() {
    JsonNode policy = Chart.one(ALL, "NetworkPolicy").at("/spec");

    assertThat(policy.at("/ingress/0/from/0")).isEqualTo(policy.at("/egress/1/to/0"));
    assertThat(policy.at("/egress/1/ports/0/port").asText()).isEqualTo("http");
  }

  private static List<Map<String, String>> selectors(List<Manifest> manifests) {
    List<Map<String, String>> selectors = new ArrayList<>();
    for (Manifest manifest : manifests) {
      JsonNode selector = manifest.at("/spec/selector");
      if (manifest.kind().equals("Service")) {
        selectors.add(Manifest.map(selector));
      } else if (!manifest.kind().equals("ServiceMonitor")) {
        manifest.tree().findValues("matchLabels").stream()
            .filter(labels -> labels.has("app.kubernetes.io/component"))
            .map(Manifest::map)
            .forEach(selectors::add);
      }
    }
    return selectors;
  }

  private static Map<String, String> labels(Manifest manifest) {
    return Manifest.map(manifest.pod().at("/metadata/labels"));
  }

  private static List<String> portNames(Manifest service) {
    return service.list("/spec/ports").stream().map(port -> port.path("name").asText()).toList();
  }

  private static List<String> kinds(List<Manifest> manifests) {
    return manifests.stream().map(Manifest::kind).toList();
  }
}
