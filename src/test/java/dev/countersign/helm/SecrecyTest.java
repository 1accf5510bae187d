package dev.countersign.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A secret is in the Secret and nowhere else, and comes to the worker where it can be renewed. */
class SecrecyTest {
  /** In all secrets of the value sets, and in nothing else of them. */
  private static final String SECRET = "5ec2e7";

  private @TempDir Path root;

  @ParameterizedTest
  @EnumSource
  void onlyTheSecretHasSecrets(ValueSet values) {
    assertThat(Chart.rendered(values))
        .filteredOn(manifest -> !manifest.kind().equals("Secret"))
        .isNotEmpty()
        .allSatisfy(manifest -> assertThat(manifest.tree().toString()).doesNotContain(SECRET));
  }

  @Test
  void noHashOfASecretIsAnywhereEither() {
    String other =
        "countersign.applications.default.api-secret: 5ec2e700-0000-4000-8000-00000000000e";

    assertThat(podTemplate("secret: {values: {" + other + "}}")).isEqualTo(podTemplate("{}"));
  }

  @Test
  void whatAWorkerCanReadFromAFileIsAFileAndTheRestAreVariables() {
    PodFiles pod = new PodFiles(Chart.rendered(ValueSet.EVERYTHING), root);
    Properties file = pod.properties();

    assertThat(file)
        .containsEntry(
            "countersign.applications.default.api-secret-file",
            PodFiles.SECRETS + "/countersign.applications.default.api-secret")
        .containsEntry(
            "countersign.schema-registry.password-file",
            PodFiles.SECRETS + "/countersign.schema-registry.password");
    assertThat(pod.environment().keySet())
        .contains(
            "COUNTERSIGN_APPLICATIONS_DEFAULT_API_KEY",
            "COUNTERSIGN_HTTP_OPERATOR_TOKEN",
            "KAFKA_SASL_JAAS_CONFIG")
        .noneMatch(name -> name.endsWith("API_SECRET") || name.endsWith("PASSWORD"));
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsMountedInAWayThatNeverChanges(ValueSet values) {
    Manifest workers = Chart.one(Chart.rendered(values), "StatefulSet");

    assertThat(Manifest.elements(workers.container().path("volumeMounts")))
        .isNotEmpty()
        .noneMatch(mount -> mount.has("subPath"));
  }

  @Test
  void anExistingSecretIsUsedAndNoneIsMade() {
    List<Manifest> manifests = Chart.rendered(ValueSet.EXISTING_SECRET);
    JsonNode pod = Chart.one(manifests, "StatefulSet").pod();

    assertThat(manifests).noneMatch(manifest -> manifest.kind().equals("Secret"));
    assertThat(pod.findValuesAsText("secretName")).containsOnly("xaman-credentials");
    assertThat(pod.findValues("secretKeyRef"))
        .extracting(reference -> reference.path("name").asText())
        .hasSize(4)
        .containsOnly("xaman-credentials");
  }

  /** It comes and goes with each change of a secret, in a Secret that Helm knows nothing of. */
  @Test
  void onlyThePreviousSecretMayBeMissing() {
    JsonNode pod = Chart.one(Chart.rendered(ValueSet.EXISTING_SECRET), "StatefulSet").pod();

    assertThat(pod.findValues("secretKeyRef"))
        .filteredOn(reference -> reference.path("optional").asBoolean())
        .extracting(reference -> reference.path("key").asText())
        .containsExactly("countersign.applications.default.api-secret-previous");
  }

  private static JsonNode podTemplate(String values) {
    return Chart.one(Chart.rendered(values), "StatefulSet").pod();
  }
}
