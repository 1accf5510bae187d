package dev.countersign.config;

import static dev.countersign.config.Given.KEY;
import static dev.countersign.config.Given.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationsReaderTest {
  private static final String FILE_KEY = "countersign.applications.shop.api-secret-file";
  private static final Application SHOP =
      new Application("shop", KEY, Secret.of(SECRET), null, false);

  @TempDir Path directory;

  @Test
  void anyAliasMayComeFromTheEnvironmentAlone() {
    var given =
        new Given()
            .env("COUNTERSIGN_APPLICATIONS_SHOP_API_KEY", KEY)
            .env("COUNTERSIGN_APPLICATIONS_SHOP_API_SECRET", SECRET)
            .worker();

    assertThat(given.config().applications()).isEqualTo(Map.of("shop", SHOP));
  }

  @Test
  void oneApplicationMayComeFromSeveralPlaces() {
    var given =
        new Given()
            .file(directory, "countersign.applications.shop.api-key=" + KEY)
            .env("COUNTERSIGN_APPLICATIONS_SHOP_API_SECRET", SECRET)
            .worker();

    assertThat(given.config().applications()).containsExactly(Map.entry("shop", SHOP));
  }

  @Test
  void aSecretMayBeTheContentOfAFile() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), SECRET + "\n");
    var given =
        new Given()
            .env("COUNTERSIGN_APPLICATIONS_SHOP_API_KEY", KEY)
            .env("COUNTERSIGN_APPLICATIONS_SHOP_API_SECRET_FILE", secret.toString())
            .worker();

    assertThat(given.config().applications()).containsExactly(Map.entry("shop", SHOP));
  }

  @Test
  void whileASecretIsBeingChangedThereAreTwo() {
    var given =
        shop(KEY, SECRET).env("COUNTERSIGN_APPLICATIONS_SHOP_API_SECRET_PREVIOUS", KEY).worker();

    assertThat(given.config().applications())
        .containsExactly(
            Map.entry(
                "shop", new Application("shop", KEY, Secret.of(SECRET), Secret.of(KEY), false)));
  }

  @Test
  void anApplicationCanBePausedInTheFileOrByAVariable() {
    String paused = "countersign.applications.shop.paused";
    assertThat(shop(KEY, SECRET).file(directory, paused + "=true").config().applications())
        .hasEntrySatisfying("shop", shop -> assertThat(shop.paused()).isTrue());
    assertThat(
            shop(KEY, SECRET)
                .env("COUNTERSIGN_APPLICATIONS_SHOP_PAUSED", " TRUE ")
                .config()
                .applications())
        .hasEntrySatisfying("shop", shop -> assertThat(shop.paused()).isTrue());
    assertThat(shop(KEY, SECRET).system(paused, "false").config().applications())
        .hasEntrySatisfying("shop", shop -> assertThat(shop.paused()).isFalse());
  }

  @Test
  void aPauseThatIsNeitherOnNorOffIsAProblem() {
    assertThat(shop(KEY, SECRET).system("countersign.applications.shop.paused", "yes").problems())
        .containsExactly(
            "countersign.applications.shop.paused (system property): \"yes\" must be true or false");
  }

  @Test
  void aPauseOfAnApplicationThatIsNotThereIsAProblem() {
    assertThat(shop(KEY, SECRET).system("countersign.applications.shpo.paused", "true").problems())
        .contains(
            "countersign.applications.shpo.api-key is missing: the application \"shpo\" has other"
                + " settings");
  }

  @Test
  void keyAndSecretAreTrimmedAndLowerCase() {
    var given = shop(" " + KEY.toUpperCase(Locale.ROOT), SECRET.toUpperCase(Locale.ROOT) + " ");

    assertThat(given.config().applications()).containsExactly(Map.entry("shop", SHOP));
  }

  @Test
  void aWorkerNeedsAnApplication() {
    assertThat(new Given().worker().problems())
        .containsExactly(
            "countersign.applications.default.api-key is missing: a worker needs at least one"
                + " application; set this and countersign.applications.default.api-secret");
  }

  @Test
  void whoOnlyTalksToKafkaReadsNoSecret() {
    var given =
        new Given().file(directory, FILE_KEY + "=/not/readable/by/me", "countersign.partitions=3");

    assertThat(given.config().applications()).isEmpty();
  }

  @Test
  void aMissingSecretIsNamed() {
    var given = new Given().env("COUNTERSIGN_APPLICATIONS_SHOP_API_KEY", KEY).worker();

    assertThat(given.problems())
        .containsExactly(
            "countersign.applications.shop.api-secret is missing: set it or " + FILE_KEY);
  }

  @Test
  void aMissingKeyIsNamed() {
    var given = new Given().env("COUNTERSIGN_APPLICATIONS_SHOP_API_SECRET", SECRET).worker();

    assertThat(given.problems())
        .singleElement()
        .asString()
        .startsWith("countersign.applications.shop.api-key is missing");
  }

  @Test
  void malformedCredentialsAreNamedAndNotShown() {
    var given = shop("hunter1", "hunter2");

    assertThat(given.problems())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("countersign.applications.shop.api-key (system "))
        .anyMatch(line -> line.startsWith("countersign.applications.shop.api-secret (system "))
        .noneMatch(line -> line.contains("hunter"));
  }

  @Test
  void aMalformedSecretInAFileIsNotShown() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "hunter2");
    var given =
        new Given()
            .system("countersign.applications.shop.api-key", KEY)
            .system(FILE_KEY, secret.toString())
            .worker();

    assertThat(given.problems())
        .containsExactly(
            FILE_KEY + " (system property): the content of " + secret + " must be a UUID");
  }

  @Test
  void aSecretFileThatIsNotThereIsNamed() {
    var given =
        new Given()
            .system("countersign.applications.shop.api-key", KEY)
            .system(FILE_KEY, "/no/such")
            .worker();

    assertThat(given.problems())
        .containsExactly(
            FILE_KEY + " (system property): cannot read /no/such: there is no such file");
  }

  @Test
  void aSecretAndASecretFileContradictEachOther() {
    assertThat(shop(KEY, SECRET).system(FILE_KEY, "/some/file").problems())
        .singleElement()
        .asString()
        .contains(FILE_KEY + " too; remove one of them");
  }

  @Test
  void anAliasHasLowerCaseLettersAndDigitsOnly() {
    var given =
        new Given()
            .file(
                directory,
                "countersign.applications.My-Shop.api-key=" + KEY,
                "countersign.applications.My-Shop.api-secret=" + SECRET)
            .worker();

    assertThat(given.problems())
        .singleElement()
        .asString()
        .contains("the alias \"My-Shop\" must be 1 to 32 lower-case letters and digits");
  }

  @Test
  void aVariableWithAnImpossibleAliasSaysWhy() {
    assertThat(new Given().env("COUNTERSIGN_APPLICATIONS_MY_SHOP_API_KEY", KEY).warnings())
        .singleElement()
        .asString()
        .endsWith("no such setting (an alias has letters and digits only)");
  }

  @Test
  void oneApplicationCannotHaveTwoAliases() {
    var given =
        shop(KEY, SECRET)
            .system("countersign.applications.again.api-key", KEY)
            .system("countersign.applications.again.api-secret", SECRET);

    assertThat(given.problems())
        .containsExactly(
            "countersign.applications.shop.api-key (system property): is the key of \"again\" too;"
                + " one application has one alias");
  }

  private static Given shop(String key, String secret) {
    return new Given()
        .system("countersign.applications.shop.api-key", key)
        .system("countersign.applications.shop.api-secret", secret)
        .worker();
  }
}
