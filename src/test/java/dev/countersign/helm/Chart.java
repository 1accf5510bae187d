package dev.countersign.helm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.DryRun;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What real Helm makes of the chart; one call at a time, since it shares its process. */
final class Chart {
  static final Path FOLDER = Path.of("helm");
  static final String RELEASE = "pay";
  static final String NAMESPACE = "wallets";

  /** The oldest that the chart is for. */
  private static final String KUBERNETES = "1.27.0";

  private static final YAMLMapper YAML = new YAMLMapper();

  /**
   * A copy that differs in two lines: Helm keeps back what is run by a hook, and an installation
   * without a cluster is one on Kubernetes 1.20 to it.
   */
  private static final Path WITH_HOOKS = copyWithHooks();

  private Chart() {}

  static synchronized LintResult lint() {
    return new Helm(FOLDER.toAbsolutePath()).lint().strict().call();
  }

  static List<Manifest> rendered(ValueSet set) {
    return manifests(template(WITH_HOOKS, set.file()));
  }

  /** As it is installed, before anybody runs {@code helm test}. */
  static List<Manifest> installed(ValueSet set) {
    return manifests(template(FOLDER, set.file()));
  }

  /** With no other values than these. */
  static List<Manifest> renderedOnly(String values) {
    return manifests(template(WITH_HOOKS, temporary(values)));
  }

  /** With the minimal values and these. */
  static List<Manifest> rendered(String values) {
    return manifests(template(WITH_HOOKS, ValueSet.MINIMAL.file(), temporary(values)));
  }

  /** What Helm answers to these values, besides the minimal ones, that it does not take. */
  static String refusal(String values) {
    return refusal(ValueSet.MINIMAL.file(), values);
  }

  /** The same without any other values. */
  static String refusalOfOnly(String values) {
    return refusal(FOLDER.resolve("values.yaml"), values);
  }

  private static String refusal(Path base, String values) {
    String rendered;
    try {
      rendered = template(FOLDER, base, temporary(values));
    } catch (IllegalStateException refusal) {
      return String.valueOf(refusal.getMessage());
    }
    throw new AssertionError("Helm renders it:\n" + rendered);
  }

  /** What a person reads after an installation. */
  static synchronized String notes(ValueSet set, String values) {
    return new Helm(WITH_HOOKS.toAbsolutePath())
        .install()
        .withName(RELEASE)
        .withNamespace(NAMESPACE)
        .clientOnly()
        .withDryRunOption(DryRun.CLIENT)
        .withValuesFile(set.file().toAbsolutePath())
        .withValuesFile(temporary(values))
        .call()
        .getOutput();
  }

  private static synchronized String template(Path chart, Path... values) {
    TemplateCommand template =
        new Helm(chart.toAbsolutePath())
            .template()
            .withName(RELEASE)
            .withNamespace(NAMESPACE)
            .withKubeVersion(KUBERNETES);
    for (Path file : values) {
      template.withValuesFile(file.toAbsolutePath());
    }
    return template.call();
  }

  private static Path copyWithHooks() {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      Path copy = Files.createDirectories(Path.of("target", "helm-with-hooks"));
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = copy.resolve(FOLDER.relativize(file));
        Files.createDirectories(target.getParent());
        Files.writeString(
            target,
            Files.readString(file)
                .replace("helm.sh/hook", "no-hook")
                .replaceFirst("(?m)^kubeVersion: .*$", ""));
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path temporary(String values) {
    try {
      Path file = Files.createTempFile("values", ".yaml");
      file.toFile().deleteOnExit();
      return Files.writeString(file, values, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Manifest> manifests(String rendered) {
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(rendered)) {
      return StreamSupport.stream(((Iterable<JsonNode>) () -> documents).spliterator(), false)
          .filter(JsonNode::isObject)
          .map(Manifest::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(rendered, e);
    }
  }

  static Manifest one(List<Manifest> manifests, String kind) {
    List<Manifest> found =
        manifests.stream().filter(manifest -> manifest.kind().equals(kind)).toList();
    if (found.size() != 1) {
      throw new AssertionError("one " + kind + " in " + manifests);
    }
    return found.getFirst();
  }

  static Manifest named(List<Manifest> manifests, String kind, String name) {
    return manifests.stream()
        .filter(manifest -> manifest.kind().equals(kind) && manifest.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind + " " + name + " in " + manifests));
  }
}
