package dev.countersign.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.sandbox.SandboxApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("CONTRACT §7: a secret is changed without a restart")
class RotationIT {
  private static final String SECRET = "COUNTERSIGN_APPLICATIONS_DEFAULT_API_SECRET";
  private static final String WRONG = "99999999-0000-4000-8000-000000000002";

  @TempDir Path directory;

  @Test
  void whatWasRefusedGoesOnWithTheSecretThatIsInTheFileNow() throws Exception {
    Path file = Files.writeString(directory.resolve("secret"), WRONG);
    try (Deployment deployment = Deployment.create("rotation");
        Service service = new Service(deployment.config())) {
      Map<String, String> environment = new HashMap<>(deployment.worker("w"));
      environment.remove(SECRET);
      environment.put(SECRET + "_FILE", file.toString());
      try (JarProcess worker = JarProcess.start(environment, "worker")) {
        worker.awaitErr("the platform refuses the credentials");
        service.send("{\"id\":\"waiting\",\"txjson\":{\"TransactionType\":\"SignIn\"}}");

        Files.writeString(file, "half");
        worker.awaitErr("configuration not renewed");
        Files.writeString(file, SandboxApplication.DEFAULT.secret());

        assertThat(service.next().path("type").asText()).isEqualTo("CREATED");
        assertThat(worker.printed())
            .contains("secrets renewed", "the platform knows the application")
            .doesNotContain(WRONG, SandboxApplication.DEFAULT.secret());
      }
    }
  }
}
