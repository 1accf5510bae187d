package dev.countersign.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The chart is released with the worker. */
class VersionsTest {

  @Test
  void theChartInstallsTheWorkerThatIsBuiltHere() throws IOException {
    Matcher version =
        Pattern.compile("<artifactId>countersign</artifactId>\\s*<version>(.*?)</version>")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertThat(version.find()).isTrue();

    assertThat(
            new YAMLMapper()
                .readTree(Chart.FOLDER.resolve("Chart.yaml").toFile())
                .path("appVersion")
                .asText())
        .isEqualTo(version.group(1));
  }
}
