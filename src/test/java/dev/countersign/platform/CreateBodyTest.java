package dev.countersign.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.request.Ask;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CreateBodyTest {

  private static Ask ask(Ask.Template template, Ask.Options options) {
    return new Ask(
        template,
        options,
        "{\"n\": 1.50}",
        "Ada \"❤\"",
        null,
        null,
        Ask.Delivery.AUTO,
        Ask.Priority.NORMAL,
        null);
  }

  @Test
  void aTransactionPassesThroughByteForByte() {
    String tx = "{ \"Amount\":1.10, \"Fee\" : 12345678901234567890.000,\"x\":\"\\u00e9\" }";
    assertThat(CreateBody.of(Rig.subject("a"), Rig.ask(tx), null, 1440, null))
        .isEqualTo(
            "{\"txjson\":"
                + tx
                + ",\"options\":{\"submit\":true,\"expire\":1440},\"custom_meta\":{\"identifier\":\"a\"}}");
  }

  @Test
  void whatIsSetIsSentUnderThePlatformsNames() {
    Ask.Options options =
        new Ask.Options(
            false, true, 5, "app://x", "https://x", "TESTNET", List.of("rA"), true, false);
    assertThat(
            CreateBody.of(
                Rig.subject("a"),
                ask(new Ask.Template.TxBlob("1200"), options),
                Rig.token(),
                1440,
                null))
        .isEqualTo(
            "{\"txblob\":\"1200\",\"options\":{\"submit\":false,\"expire\":5,\"multisign\":true,"
                + "\"return_url\":{\"app\":\"app://x\",\"web\":\"https://x\"},"
                + "\"force_network\":\"TESTNET\",\"signers\":[\"rA\"],\"pathfinding\":true,"
                + "\"pathfinding_fallback\":false},\"custom_meta\":{\"identifier\":\"a\","
                + "\"blob\":{\"n\": 1.50},\"instruction\":\"Ada \\\"❤\\\"\"},"
                + "\"user_token\":\"691d5ae8-968b-44c8-8835-f25da1214f35\"}");
  }

  private static String withOffset(String tx, Ask.Options options) {
    return CreateBody.of(
        Rig.subject("a"), ask(new Ask.Template.TxJson(tx), options), null, 1440, 20);
  }

  private static Ask.Options options(@Nullable Boolean submit, @Nullable Boolean multisign) {
    return new Ask.Options(submit, multisign, null, null, null, null, List.of(), null, null);
  }

  @Test
  void aTransactionThatSaysNoEndGetsTheConfiguredOne() {
    assertThat(withOffset(" {\"TransactionType\":\"Payment\",\"x\":1.10}", options(null, null)))
        .startsWith(
            "{\"txjson\":{\"LastLedgerSequence\":20,\"TransactionType\":\"Payment\",\"x\":1.10},");
  }

  @Test
  void anEndThatIsSaidStays() {
    String tx = "{\"TransactionType\":\"Payment\",\"LastLedgerSequence\":7}";
    assertThat(withOffset(tx, options(true, false))).startsWith("{\"txjson\":" + tx + ",");
  }

  @Test
  void whatTheWalletDoesNotSubmitGetsNoEnd() {
    String payment = "{\"TransactionType\":\"Payment\"}";
    String signIn = "{\"TransactionType\":\"SignIn\"}";
    assertThat(withOffset(payment, options(false, null))).contains(":" + payment);
    assertThat(withOffset(payment, options(null, true))).contains(":" + payment);
    assertThat(withOffset(signIn, options(null, null))).contains(":" + signIn);
  }
}
