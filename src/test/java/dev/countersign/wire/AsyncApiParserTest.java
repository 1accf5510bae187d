package dev.countersign.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.config.Topics;
import dev.countersign.testing.AsyncApi;
import dev.countersign.testing.NodePackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CONTRACT §4: AsyncAPI's official parser reads schemas/asyncapi.yaml")
class AsyncApiParserTest {
  private static NodePackage node;

  @BeforeAll
  static void theParserIsInstalled() {
    node = NodePackage.installed("asyncapi");
  }

  @Test
  void itFindsNothingWrongAndAllPublicTopics() {
    List<String> printed = parsed(AsyncApi.FILE);

    // There is a 3.1.0, which adds nothing that is needed here; more tools can read 3.0.0.
    assertThat(printed)
        .filteredOn(line -> line.startsWith("finding"))
        .allMatch(line -> line.startsWith("finding asyncapi-latest-version "));
    Topics topics = Topics.withPrefix("sign-request");
    assertThat(printed)
        .filteredOn(line -> line.startsWith("channel"))
        .containsExactlyInAnyOrder(
            "channel " + topics.commands(),
            "channel " + topics.events(),
            "channel " + topics.userTokens(),
            "channel " + topics.deadLetters());
    assertThat(printed)
        .contains("message commandJson 16 fields", "message commandAvro 16 fields")
        .contains("message eventJson 20 fields", "message eventConfluent 20 fields")
        .contains("message userTokenJson 9 fields", "message userTokenConfluent 9 fields")
        .contains("message deadLetter 0 fields");
  }

  @Test
  void itWouldFindAMistake() throws IOException {
    Path folder = node.file("broken");
    Files.createDirectories(folder);
    try (var files = Files.newDirectoryStream(AsyncApi.FILE.getParent(), "*.{json,avsc}")) {
      for (Path file : files) {
        Files.writeString(folder.resolve(file.getFileName()), Files.readString(file));
      }
    }
    Path broken = folder.resolve("asyncapi.yaml");
    Files.writeString(
        broken, Files.readString(AsyncApi.FILE).replace("action: receive", "action: takes"));

    assertThat(parsed(broken))
        .anyMatch(line -> line.startsWith("finding") && line.contains("takeCommands.action"));
  }

  private static List<String> parsed(Path document) {
    String path = document.toAbsolutePath().toString();
    return node.run(Map.of(), "node", "validate.js", path).lines().toList();
  }
}
