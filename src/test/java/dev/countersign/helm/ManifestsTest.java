package dev.countersign.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every manifest is one that Kubernetes would take, by schemas that are not ours. */
class ManifestsTest {

  @Test
  void helmFindsNothingToLint() {
    var lint = Chart.lint();

    assertThat(lint.isFailed()).as(String.join("\n", lint.getMessages())).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void fieldsAreKnownAndNoneIsMissing(ValueSet values) {
    for (Manifest manifest : Chart.rendered(values)) {
      assertThat(mistakes(manifest)).isEmpty();
    }
  }

  @Test
  void theSchemasOfKubernetesAndOfThePrometheusOperatorFindNothing() {
    List<Manifest> all =
        Arrays.stream(ValueSet.values()).flatMap(set -> Chart.rendered(set).stream()).toList();

    assertThat(new ModelSchemas().mistakes(all)).isEmpty();
  }

  @Test
  void anUnknownFieldWouldBeFound() {
    assertThat(mistakes(changed("StatefulSet", pod -> spec(pod).put("replica", 3))))
        .singleElement()
        .asString()
        .contains("replica");
    assertThat(mistakes(changed("StatefulSet", set -> container(set).put("readinesProbe", "x"))))
        .singleElement()
        .asString()
        .contains("readinesProbe");
    assertThat(mistakes(changed("ServiceMonitor", monitor -> spec(monitor).put("endpoint", "x"))))
        .isNotEmpty();
  }

  @Test
  void aMissingFieldWouldBeFound() {
    assertThat(mistakes(changed("StatefulSet", pod -> spec(pod).remove("selector"))))
        .singleElement()
        .asString()
        .contains("selector");
    assertThat(mistakes(changed("StatefulSet", set -> container(set).remove("name"))))
        .singleElement()
        .asString()
        .contains("name");
    assertThat(mistakes(changed("ServiceMonitor", monitor -> spec(monitor).remove("endpoints"))))
        .isNotEmpty();
  }

  @Test
  void aWrongTypeAndAValueThatIsNoneOfAnEnumWouldBeFound() {
    List<Manifest> planted =
        List.of(
            changed("StatefulSet", set -> spec(set).put("replicas", "3")),
            changed("Service", service -> spec(service).put("type", "Public")),
            changed("PodDisruptionBudget", budget -> spec(budget).put("selector", "all")),
            changed("ServiceMonitor", monitor -> spec(monitor).put("endpoints", "http")),
            changed("PrometheusRule", rule -> spec(rule).put("groups", 1)));

    assertThat(new ModelSchemas().mistakes(planted))
        .extracting(mistake -> mistake.substring(0, mistake.indexOf(' ')))
        .containsExactlyInAnyOrder(
            "StatefulSet", "Service", "PodDisruptionBudget", "ServiceMonitor", "PrometheusRule");
  }

  private static List<String> mistakes(Manifest manifest) {
    return OperatorShapes.knows(manifest)
        ? OperatorShapes.mistakes(manifest)
        : ApiTypes.mistakes(manifest);
  }

  private static Manifest changed(String kind, Consumer<ObjectNode> change) {
    Manifest manifest =
        Chart.rendered(ValueSet.EVERYTHING).stream()
            .filter(other -> other.kind().equals(kind))
            .findFirst()
            .orElseThrow();
    ObjectNode tree = manifest.tree().deepCopy();
    change.accept(tree);
    return new Manifest(tree);
  }

  private static ObjectNode spec(ObjectNode manifest) {
    return (ObjectNode) manifest.path("spec");
  }

  private static ObjectNode container(ObjectNode workers) {
    return (ObjectNode) workers.at("/spec/template/spec/containers/0");
  }
}
