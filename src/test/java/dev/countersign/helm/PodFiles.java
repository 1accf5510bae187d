package dev.countersign.helm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Does what a kubelet does: variables and mounted files of a pod, made of its manifests. */
final class PodFiles {
  static final String SECRETS = "/run/secrets/countersign";
  static final String POD = "pay-countersign-1";

  private final List<Manifest> manifests;
  private final JsonNode pod;
  private final JsonNode container;
  private final Path root;

  /**
   * @param root stands for the pod's root folder
   */
  PodFiles(List<Manifest> manifests, Path root) {
    this.manifests = manifests;
    Manifest owner = Chart.one(manifests, "StatefulSet");
    this.pod = owner.pod();
    this.container = owner.container();
    this.root = root;
  }

  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    for (JsonNode variable : container.path("env")) {
      environment.put(variable.path("name").asText(), value(variable, environment));
    }
    return environment;
  }

  private String value(JsonNode variable, Map<String, String> before) {
    JsonNode from = variable.path("valueFrom");
    if (from.has("fieldRef")) {
      String field = from.at("/fieldRef/fieldPath").asText();
      if (!field.equals("metadata.name")) {
        throw new AssertionError("no such field of a pod: " + field);
      }
      return POD;
    }
    if (from.has("secretKeyRef")) {
      JsonNode key = from.path("secretKeyRef");
      return secret(key.path("name").asText(), key.path("key").asText());
    }
    String value = variable.path("value").asText();
    for (Map.Entry<String, String> earlier : before.entrySet()) {
      value = value.replace("$(" + earlier.getKey() + ")", earlier.getValue());
    }
    return value;
  }

  private String secret(String name, String key) {
    String encoded = Chart.named(manifests, "Secret", name).text("/data/" + key);
    return new String(Base64.getDecoder().decode(encoded), UTF_8);
  }

  /** The worker's configuration file, with all that is mounted beside it. */
  Path configuration() {
    try {
      for (JsonNode volume : pod.at("/spec/volumes")) {
        for (JsonNode item : volume.at("/secret/items")) {
          Path file = inside(mountPath(volume)).resolve(item.path("path").asText());
          String name = volume.at("/secret/secretName").asText();
          Files.createDirectories(file.getParent());
          Files.writeString(file, secret(name, item.path("key").asText()));
        }
      }
      Path file = inside(container.at("/args/2").asText());
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text().replace(SECRETS, inside(SECRETS).toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Properties properties() {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }

  /** What is in the ConfigMap that is mounted where the worker looks for its file. */
  private String text() {
    Path file = Path.of(container.at("/args/2").asText());
    for (JsonNode volume : pod.at("/spec/volumes")) {
      if (volume.has("configMap") && Path.of(mountPath(volume)).equals(file.getParent())) {
        return Chart.named(manifests, "ConfigMap", volume.at("/configMap/name").asText())
            .text("/data/" + file.getFileName());
      }
    }
    throw new AssertionError("nothing is mounted at " + file);
  }

  private String mountPath(JsonNode volume) {
    for (JsonNode mount : container.path("volumeMounts")) {
      if (mount.path("name").equals(volume.path("name"))) {
        return mount.path("mountPath").asText();
      }
    }
    throw new AssertionError("nothing mounts " + volume);
  }

  private Path inside(String path) {
    return root.resolve(path.substring(1));
  }
}
