package dev.countersign.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.config.ConfigKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Values that cannot work are refused before anything is installed, with what to do about it. */
class RefusalsTest {
  /** What the chart decides itself. */
  private static final Set<ConfigKey> DECIDED =
      EnumSet.of(
          ConfigKey.WORKER_ID,
          ConfigKey.HTTP_HOST,
          ConfigKey.HTTP_PORT,
          ConfigKey.HTTP_PUBLIC_PORT,
          ConfigKey.HTTP_ADVERTISED_URL,
          ConfigKey.API_SECRET_FILE,
          ConfigKey.REGISTRY_PASSWORD_FILE);

  /** Only ever in the Secret. */
  private static final Set<ConfigKey> SECRET =
      EnumSet.of(
          ConfigKey.API_KEY,
          ConfigKey.API_SECRET,
          ConfigKey.API_SECRET_PREVIOUS,
          ConfigKey.HTTP_OPERATOR_TOKEN,
          ConfigKey.REGISTRY_PASSWORD);

  private static final JsonNode SCHEMA = schema();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'replicaz: 3'                                    | replicaz
          'replicas: three'                                | /replicas
          'replicas: -1'                                   | /replicas
          'image: {pullPolicy: Sometimes}'                 | /image/pullPolicy
          'image: {digest: latest}'                        | /image/digest
          'http: {port: 80}'                               | /http/port
          'podLabels: {app.kubernetes.io/name: x}'         | app.kubernetes.io/name
          'logLevel: LOUD'                                 | /logLevel
          'config: {countersign.partition: 12}'            | countersign.partition
          'config: {countersign.partitions: many}'         | countersign.partitions
          'config: {countersign.worker-id: one}'           | countersign.worker-id
          'config: {countersign.http.operator-token: abc}' | countersign.http.operator-token
          'config: {kafka.security.protocol: [SSL]}'       | kafka.security.protocol
          'secret: {values: {countersign.partitions: "1"}}'| countersign.partitions
          'secret: {existing: x, keys: [password]}'        | /secret/keys/0
          'terminationGracePeriodSeconds: 5'               | /terminationGracePeriodSeconds
          'ingress: {paths: [/metrics]}'                   | /ingress/paths/0
          'networkPolicy: {kafka: {port: 9092}}'           | port
          'autoscaling: {maxReplicas: 0}'                  | /autoscaling/maxReplicas
          'podDisruptionBudget: {maxUnavailable: some}'    | /podDisruptionBudget/maxUnavailable
          """)
  void theSchemaNamesWhatIsWrong(String values, String named) {
    assertThat(Chart.refusal(values)).contains("don't meet the specifications", named);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'secret: {existing: x}'                          | remove one of them
          'secret: {values: {countersign.applications.shop.api-key: k}}' | countersign.applications.shop.api-secret; put it
          'config: {countersign.applications.shop.paused: true}' | countersign.applications.shop.api-key; put it
          'config: {kafka.ssl.key.password: x}'            | a ConfigMap is no place for secrets
          'config: {kafka.consumer.sasl.jaas.config: x}'   | a ConfigMap is no place for secrets
          'secret: {values: {kafka.bootstrap.servers: x}}' | in config and in the Secret
          'http: {publicPort: 8080}'                       | it must be another one
          'autoscaling: {enabled: true, minReplicas: 9}'   | it must not be less
          'podDisruptionBudget: {minAvailable: 1}'         | set the other one to null
          'podDisruptionBudget: {maxUnavailable: null}'    | set the other one to null
          'podDisruptionBudget: {maxUnavailable: null, minAvailable: 2}' | no node could ever be drained
          'autoscaling: {enabled: true}\nresources: {requests: {cpu: null}}' | set resources.requests.cpu
          'resources: {limits: {memory: null}}'            | set resources.limits.memory
          'ingress: {enabled: true}'                       | ingress.hosts; name the host
          'networkPolicy: {enabled: true}\nconfig: {countersign.schema-registry.url: "http://r:8081"}' | set networkPolicy.registry.ports
          """)
  void whatContradictsItselfIsRefusedWithWhatToDo(String values, String said) {
    assertThat(Chart.refusal(values.replace("\\n", "\n"))).contains(said);
  }

  @Test
  void withoutValuesTheFirstThingToDoIsSaid() {
    assertThat(Chart.refusalOfOnly("{}"))
        .contains("set secret.values with countersign.applications.default.api-key");
    assertThat(
            Chart.refusalOfOnly("secret: {existing: x, keys: [countersign.http.operator-token]}"))
        .contains("there is no application");
    assertThat(Chart.refusalOfOnly("secret: {existing: x}"))
        .contains("config has no kafka.bootstrap.servers");
  }

  /** CI systems keep what is printed. */
  @Test
  void aRefusalShowsNoSecret() {
    assertThat(
            Chart.refusal(
                "secret: {values: {countersign.http.operator-token: 5ec2e7, other: 5ec2e7}}"))
        .contains("other")
        .doesNotContain("5ec2e7");
  }

  @ParameterizedTest
  @EnumSource
  void configTakesEachSettingThatIsNeitherSecretNorDecided(ConfigKey key) {
    boolean expected = !DECIDED.contains(key) && !SECRET.contains(key);

    assertThat(takes("/properties/config", key.key("one"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @FieldSource("SECRET")
  void theSecretTakesEachSettingThatIsSecret(ConfigKey key) {
    assertThat(takes("/properties/secret/properties/values", key.key("one"))).isTrue();
    assertThat(isNamed(key.key("one"))).isTrue();
  }

  @ParameterizedTest
  @FieldSource("DECIDED")
  void theSecretTakesNoneThatTheChartDecides(ConfigKey key) {
    assertThat(takes("/properties/secret/properties/values", key.key("one"))).isFalse();
    assertThat(isNamed(key.key("one"))).isFalse();
  }

  /** Every name in the schema is one that the worker knows. */
  @Test
  void configTakesNoSettingThatThereIsNot() {
    assertThat(names("/properties/config"))
        .allMatch(
            name -> Arrays.stream(ConfigKey.values()).anyMatch(key -> key.key().equals(name)));
  }

  @Test
  void everyValueIsExplained() {
    assertThat(SCHEMA.path("properties").properties())
        .allSatisfy(
            value -> assertThat(value.getValue().path("description").asText()).isNotEmpty());
  }

  private static boolean takes(String object, String name) {
    return names(object).anyMatch(name::equals)
        || SCHEMA.at(object).path("patternProperties").properties().stream()
            .anyMatch(pattern -> Pattern.compile(pattern.getKey()).matcher(name).find());
  }

  private static Stream<String> names(String object) {
    return SCHEMA.at(object).path("properties").properties().stream().map(Map.Entry::getKey);
  }

  private static boolean isNamed(String name) {
    String pattern = SCHEMA.at("/properties/secret/properties/keys/items/pattern").asText();
    return Pattern.compile(pattern).matcher(name).find();
  }

  private static JsonNode schema() {
    try {
      return new ObjectMapper().readTree(Chart.FOLDER.resolve("values.schema.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
