package dev.countersign.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryReaderTest {
  private static final String URL = "countersign.schema-registry.url";
  private static final String REGISTRY = "http://registry:8081/apis/ccompat/v7";

  @TempDir Path directory;

  @Test
  void withARegistryAvroIsFramedByDefault() {
    CountersignConfig config = new Given().system(URL, REGISTRY + "/").config();

    assertThat(config.registry()).isEqualTo(new RegistrySettings(URI.create(REGISTRY), null, null));
    assertThat(config.format()).isEqualTo(Format.CONFLUENT);
  }

  @Test
  void anotherFormatMayBeChosenWithARegistry() {
    assertThat(
            new Given()
                .system(URL, REGISTRY)
                .system("countersign.format", "json")
                .config()
                .format())
        .isEqualTo(Format.JSON);
  }

  @Test
  void framingNeedsARegistry() {
    assertThat(new Given().system("countersign.format", "confluent").problems())
        .containsExactly(
            "countersign.format (system property): \"confluent\" needs"
                + " countersign.schema-registry.url to be set");
  }

  @Test
  void aLoginMayComeFromAFile() throws IOException {
    Path password = Files.writeString(directory.resolve("password"), "se cret\n");

    RegistrySettings settings =
        new Given()
            .system(URL, REGISTRY)
            .system("countersign.schema-registry.username", "fleet")
            .system("countersign.schema-registry.password-file", password.toString())
            .config()
            .registry();

    assertThat(Objects.requireNonNull(settings).login())
        .isEqualTo(new RegistrySettings.Login("fleet", Secret.of("se cret")));
  }

  @Test
  void halfALoginIsAProblemThatDoesNotShowIt() {
    assertThat(
            new Given()
                .system(URL, REGISTRY)
                .system("countersign.schema-registry.password", "se-cret")
                .problems())
        .containsExactly(
            "countersign.schema-registry.username is missing: there is a password and nobody to log"
                + " in");
    assertThat(
            new Given()
                .system(URL, REGISTRY)
                .system("countersign.schema-registry.username", "fleet")
                .problems())
        .containsExactly(
            "countersign.schema-registry.password is missing: set it or"
                + " countersign.schema-registry.password-file");
  }

  @Test
  void twoPasswordsAreOneTooMany() {
    assertThat(
            new Given()
                .system(URL, REGISTRY)
                .system("countersign.schema-registry.username", "fleet")
                .system("countersign.schema-registry.password", "se-cret")
                .system("countersign.schema-registry.password-file", "/nowhere")
                .problems())
        .singleElement()
        .asString()
        .contains("remove one of them")
        .doesNotContain("se-cret");
  }

  @Test
  void aLoginWithoutARegistryIsAProblem() {
    assertThat(new Given().system("countersign.schema-registry.username", "fleet").problems())
        .contains(
            "countersign.schema-registry.username (system property): is set, and"
                + " countersign.schema-registry.url is not");
  }

  @Test
  void certificatesMustBeThere() {
    Path missing = directory.resolve("missing.pem");

    assertThat(
            new Given()
                .system(URL, "https://registry")
                .system("countersign.schema-registry.ca-file", missing.toString())
                .problems())
        .containsExactly(
            "countersign.schema-registry.ca-file (system property): \"%s\" must be a file of certificates in PEM"
                .formatted(missing));
  }
}
