package dev.countersign.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.sandbox.PayloadSnapshot;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;

class SandboxExtensionTest {
  @RegisterExtension static final SandboxExtension sandbox = SandboxExtension.fresh();

  @RepeatedTest(2)
  void aTestHasASandboxAndAWalletOfItsOwn() throws IOException, InterruptedException {
    assertThat(sandbox.platform().payloads()).isEmpty();

    PayloadSnapshot signed = sandbox.person("ada").sign(created());

    assertThat(signed.signedBy()).isEqualTo("ada");
  }

  private static String created() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(sandbox.url().resolve("/api/v1/platform/payload"))
            .header("x-api-key", sandbox.application().key())
            .header("x-api-secret", sandbox.application().secret())
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"txjson\":{\"TransactionType\":\"SignIn\"}}"))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      client.send(request, HttpResponse.BodyHandlers.discarding());
    }
    return sandbox.platform().payloads().getLast().uuid();
  }
}
