package dev.countersign.wire;

import static dev.countersign.wire.Samples.avro;
import static dev.countersign.wire.Samples.created;
import static dev.countersign.wire.Samples.decode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.SignRequestAction;
import dev.countersign.SignRequestCommand;
import dev.countersign.SignRequestCustomMeta;
import dev.countersign.SignRequestExpect;
import dev.countersign.SignRequestPriority;
import dev.countersign.request.Ask;
import dev.countersign.request.Signal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CommandEncodingsTest {
  private static final String PAYMENT = "{\"TransactionType\":\"Payment\"}";
  private static final String SIGN_IN = "{\"TransactionType\":\"SignIn\"}";

  @Test
  void oneCommandIsTheSameSignalInBothEncodings() {
    Signal.CreateReceived json = created(Samples.FULL);
    assertThat(decode(avro(Samples.fullRecord()))).isEqualTo(json);
  }

  @Test
  void defaultsThatAvroWritesOutAreNotFields() {
    byte[] create = avro(Samples.command().setTxjson(SIGN_IN).build());
    assertThat(decode(create)).isEqualTo(created("{\"txjson\":" + SIGN_IN + "}"));
    byte[] cancel = avro(Samples.command().setAction(SignRequestAction.CANCEL).build());
    assertThat(decode(cancel)).isEqualTo(new Signal.CancelReceived(null, Samples.AT));
  }

  @Test
  void txjsonInAvroIsKeptAsItWasWritten() {
    String txjson = "{ \"TransactionType\":\"Payment\", \"Amount\": 12345678901234567890.10 }";
    byte[] value = avro(Samples.command().setTxjson(txjson).build());
    assertThat(((Signal.CreateReceived) decode(value)).ask().template())
        .isEqualTo(new Ask.Template.TxJson(txjson));
  }

  @Test
  void txjsonInAvroIsHeldToTheSameRules() {
    assertThat(refused(Samples.command().setTxjson("{\"a\":1").build()))
        .startsWith("txjson: must be JSON text: not well-formed JSON at line 1");
    assertThat(refused(Samples.command().setTxjson("{\"a\":1,\"a\":2}").build()))
        .isEqualTo("txjson.a: is there more than once");
    assertThat(refused(Samples.command().setTxjson("[]").build()))
        .isEqualTo("txjson: must be an object, got an array");
  }

  @Test
  void aMetaBlobInAvroMustBeJsonText() {
    SignRequestCommand command =
        Samples.command()
            .setTxjson(SIGN_IN)
            .setCustomMeta(new SignRequestCustomMeta("plain", null))
            .build();
    assertThat(refused(command)).startsWith("custom_meta.blob: must be JSON text");
  }

  @Test
  void whatIsExpectedAndReplacedMeansTheSameInAvroAsInJson() {
    SignRequestCommand command =
        Samples.command()
            .setTxjson(PAYMENT)
            .setReplaces("a")
            .setExpect(
                new SignRequestExpect(
                    "rPT1Sjq2YGrBMTttX4GZHjKu9dyfzbpAYe",
                    "MAINNET",
                    "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh",
                    4294967295L,
                    "{\"value\":\"1.50\",\"currency\":\"USD\",\"issuer\":\"rhub8VRN55s94qWKDv6jmDy1pUykJzF3wq\"}"))
            .build();
    assertThat(decode(avro(command)))
        .isInstanceOf(Signal.CreateReceived.class)
        .isEqualTo(
            decode(
                "{\"txjson\":"
                    + PAYMENT
                    + """
                    ,"replaces":"a","expect":{"account":"rPT1Sjq2YGrBMTttX4GZHjKu9dyfzbpAYe",
                    "network":"mainnet","destination":"rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh",
                    "destination_tag":4294967295,"amount":{"currency":"USD","value":"1.5",
                    "issuer":"rhub8VRN55s94qWKDv6jmDy1pUykJzF3wq"}}}"""));
  }

  @ParameterizedTest
  @EnumSource(
      value = SignRequestPriority.class,
      names = {"HIGH", "NORMAL", "LOW"})
  void aPriorityInAvroMeansTheSameAsInJson(SignRequestPriority priority) {
    SignRequestCommand command = Samples.command().setTxjson(SIGN_IN).setPriority(priority).build();
    assertThat(decode(avro(command)))
        .isEqualTo(decode("{\"txjson\":" + SIGN_IN + ",\"priority\":\"" + priority + "\"}"));
  }

  @Test
  void aPriorityThatAvroDoesNotKnowIsRefused() {
    SignRequestCommand command =
        Samples.command().setTxjson(SIGN_IN).setPriority(SignRequestPriority.UNKNOWN).build();
    assertThat(refused(command))
        .isEqualTo("priority: must be one of [HIGH, NORMAL, LOW], got 'UNKNOWN'");
  }

  @Test
  void anActionThatAvroDoesNotKnowIsRefused() {
    SignRequestCommand command =
        Samples.command().setTxjson(SIGN_IN).setAction(SignRequestAction.UNKNOWN).build();
    assertThat(refused(command))
        .isEqualTo("action: must be one of [CREATE, CANCEL], got 'UNKNOWN'");
  }

  private static String refused(SignRequestCommand command) {
    return ((Signal.InvalidReceived) decode(avro(command))).message();
  }
}
