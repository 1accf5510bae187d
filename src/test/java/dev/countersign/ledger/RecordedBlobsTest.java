package dev.countersign.ledger;

import static dev.countersign.ledger.InspectorTest.mismatch;
import static dev.countersign.ledger.InspectorTest.reason;
import static dev.countersign.ledger.Pen.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.request.Ask;
import dev.countersign.request.Inspection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people really signed with the real wallet, where a folder of recordings is at hand. */
class RecordedBlobsTest {
  private static final Path FOLDER =
      Path.of(
          Objects.requireNonNullElse(
              System.getProperty("countersign.fixtures", System.getenv("COUNTERSIGN_FIXTURES")),
              "../shared/platform/fixtures"));

  @BeforeAll
  static void find() {
    assumeTrue(Files.isDirectory(FOLDER), () -> "There are no recordings in " + FOLDER);
  }

  private static JsonNode read(String name) throws IOException {
    return JsonMapper.builder().build().readTree(FOLDER.resolve(name + ".json").toFile());
  }

  private static @Nullable String text(JsonNode node, String field) {
    String text = node.path(field).asText("");
    return text.isEmpty() ? null : text;
  }

  private static Inspection inspect(@Nullable JsonNode asked, JsonNode body, String hex) {
    return Inspector.inspect(
        asked == null ? null : new Ask.Template.TxJson(asked.toString()),
        response(
            hex,
            text(body, "txid"),
            text(body, "account"),
            text(body, "signer"),
            text(body, "multisign_account")),
        false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get-payload-signed-payment-xahautestnet-2024-03",
        "get-payload-signin-signed-then-expired-2022-01"
      })
  void aRecordedPayloadIsAsItShouldBe(String name) throws IOException {
    JsonNode payload = read(name);
    JsonNode body = payload.path("response");
    assertThat(
            mismatch(inspect(payload.at("/payload/request_json"), body, body.path("hex").asText())))
        .isEmpty();
  }

  /** Of a template that was not recorded with it. */
  @ParameterizedTest
  @ValueSource(strings = {"response-block-offercancel-mainnet-2022-05", "get-payload-draft-2020"})
  void aRecordedTransactionIsSignedByWhomThePlatformNames(String name) throws IOException {
    JsonNode file = read(name);
    JsonNode body = file.has("response") ? file.path("response") : file;
    assertThat(mismatch(inspect(null, body, body.path("hex").asText()))).isEmpty();
  }

  @Test
  void oneDigitLessIsNoLongerWhatWasSigned() throws IOException {
    JsonNode body = read("response-block-offercancel-mainnet-2022-05");
    String hex = body.path("hex").asText().replaceFirst("12000822", "12000722");
    assertThat(mismatch(inspect(null, body, hex))).containsExactly("TxnSignature", "txid");
  }

  @Test
  void aBlobThatIsCutOffIsUnchecked() throws IOException {
    JsonNode body = read("get-payload-payment-2020").path("response");
    assertThat(reason(inspect(null, body, body.path("hex").asText()))).contains("cut off");
  }
}
