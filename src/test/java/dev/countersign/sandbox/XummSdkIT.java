package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.NodePackage;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The platform's own client from npm, unchanged, against a sandbox in this JVM. Its script lies in
 * {@code src/test/node/xumm-sdk}.
 */
@DisplayName("PROTOCOL §14: the official client xumm-sdk cannot tell the sandbox apart")
@Execution(ExecutionMode.CONCURRENT)
class XummSdkIT {
  private static NodePackage node;

  @BeforeAll
  static void theClientIsInstalled() {
    node = NodePackage.installed("xumm-sdk");
  }

  @Test
  @DisplayName("§14 every method does what it promises, and every answer has the client's type")
  void theClientAndItsTypes() {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.onAnyPort())) {
      SandboxApplication application = SandboxApplication.DEFAULT;
      String told =
          node.run(
              Map.of(
                  "SANDBOX_URL",
                  sandbox.url().toString(),
                  "XUMM_APIKEY",
                  application.key(),
                  "XUMM_APISECRET",
                  application.secret(),
                  "XAPP",
                  "1",
                  "WEBHOOKS",
                  "1"),
              "node",
              "flow.js");
      assertThat(told.lines().filter(line -> line.startsWith("ok - "))).hasSize(17);
    }

    String types = node.run(Map.of(), "node", "types.js");
    assertThat(types.strip().split(" "))
        .contains("Created", "Read", "Cancelled", "Resolved", "Refused", "Fatal", "UserTokens")
        .contains("StorageGet", "StorageSet", "StorageDelete", "Rates", "CuratedAssets", "Rails")
        .contains("Hooks", "Hook", "Transaction", "KycOfToken", "KycOfAccount", "Ping")
        .contains("Webhook", "JwtPing", "Authorized", "OneTimeToken", "Pushed", "Event");
    node.run(Map.of(), "node", "node_modules/typescript/bin/tsc", "--project", ".");
  }
}
