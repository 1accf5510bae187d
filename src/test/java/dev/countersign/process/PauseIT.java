package dev.countersign.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.sandbox.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("CONTRACT §7: an application is paused and called again without a restart")
class PauseIT {
  private static final String HELD = "the application is paused by the configuration";

  @TempDir Path directory;

  @Test
  void theFileDecidesWhetherTheApplicationIsCalled() throws Exception {
    Path file = directory.resolve("countersign.properties");
    paused(file, true);
    try (Deployment deployment = Deployment.create("pause");
        Service service = new Service(deployment.config());
        JarProcess worker =
            JarProcess.start(deployment.worker("w"), "worker", "--config", file.toString())) {
      Deployment.awaitRestored(worker);
      service.send("{\"id\":\"first\",\"txjson\":{\"TransactionType\":\"SignIn\"}}");
      worker.awaitErr(HELD);
      assertThat(deployment.sandbox().calls()).isEmpty();

      paused(file, false);

      assertThat(service.next().path("type").asText()).isEqualTo("CREATED");
      paused(file, true);
      worker.awaitErr(HELD, 2);
      service.send("{\"id\":\"second\",\"txjson\":{\"TransactionType\":\"SignIn\"}}");
      service.send("{\"id\":\"second\",\"action\":\"CANCEL\"}");
      assertThat(service.next().path("type").asText()).isEqualTo("CANCELLED");
      assertThat(creates(deployment)).containsExactly("first");
    }
  }

  private static void paused(Path file, boolean paused) {
    try {
      Files.writeString(file, "countersign.applications.default.paused=" + paused + '\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> creates(Deployment deployment) {
    return deployment.sandbox().calls().stream()
        .filter(call -> call.endpoint().equals("create"))
        .map(Call::identifier)
        .toList();
  }
}
