package dev.countersign.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who copies the README's values gets what it says. */
class ReadmeValuesTest {

  @Test
  void theValuesInTheReadmeAreAnInstallation() throws IOException {
    Matcher block =
        Pattern.compile("<!-- values -->\\s*```yaml\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("README.md")));
    assertThat(block.find()).isTrue();

    List<Manifest> manifests = Chart.renderedOnly(block.group(1));

    assertThat(manifests).noneMatch(manifest -> manifest.kind().equals("Secret"));
    assertThat(Chart.one(manifests, "StatefulSet").pod().findValuesAsText("secretName"))
        .containsExactly("xaman");
    assertThat(Chart.one(manifests, "Ingress").text("/spec/rules/0/host"))
        .isEqualTo("sign.example.com");
  }
}
