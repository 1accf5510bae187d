package dev.countersign.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.SignRequestCommand;
import dev.countersign.SignRequestCustomMeta;
import dev.countersign.SignRequestDelivery;
import dev.countersign.SignRequestOptions;
import dev.countersign.SignRequestPriority;
import dev.countersign.SignRequestReturnUrl;
import dev.countersign.request.Ask;
import dev.countersign.request.Event;
import dev.countersign.request.Expectation;
import dev.countersign.request.Links;
import dev.countersign.request.PayloadView;
import dev.countersign.request.Signal;
import dev.countersign.request.Subject;
import dev.countersign.request.Trace;
import dev.countersign.request.Via;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values that several tests begin with. */
final class Samples {
  static final Instant AT = Instant.parse("2026-03-01T12:00:00.500Z");
  static final String TOKEN = "0b3ee9a4-4c1d-4c1d-8f11-2d1b5a7e9c11";
  static final CommandDecoder DECODER = new CommandDecoder(Set.of("default", "shop"));

  /** Every field that this release supports. */
  static final String FULL =
      """
      { "id": "order-42", "action": "CREATE", "application": "shop", "user": "ada",
        "txjson": {"TransactionType": "Payment", "Destination": "rPT1Sjq2YGrBMTttX4GZHjKu9dyfzbpAYe",
                   "Amount": {"value": 12345678901234567890.10, "currency": "EUR"}, "Memo": null},
        "options": {"submit": true, "multisign": false, "expire": 5,
                    "return_url": {"app": "shop://back", "web": "https://shop.example/back"},
                    "force_network": "TESTNET", "signers": ["rPT1Sjq2YGrBMTttX4GZHjKu9dyfzbpAYe"],
                    "pathfinding": true, "pathfinding_fallback": false},
        "custom_meta": {"blob": {"n": 1.0}, "instruction": "Pay, please"},
        "user_token": "0b3ee9a4-4c1d-4c1d-8f11-2d1b5a7e9c11", "delivery": "PUSH_ONLY",
        "priority": "HIGH", "not_after": "2026-03-01T13:00:00Z", "context": {"cart": "7"} }
      """;

  static {
    AvroClasses.trust();
  }

  private Samples() {}

  static SignRequestCommand.Builder command() {
    return SignRequestCommand.newBuilder();
  }

  /** {@link #FULL} as an Avro record. */
  static SignRequestCommand fullRecord() {
    String txjson = ((Ask.Template.TxJson) created(FULL).ask().template()).json();
    return command()
        .setId("order-42")
        .setApplication("shop")
        .setUser("ada")
        .setTxjson(txjson)
        .setOptions(
            new SignRequestOptions(
                true,
                false,
                5,
                new SignRequestReturnUrl("shop://back", "https://shop.example/back"),
                "TESTNET",
                List.of("rPT1Sjq2YGrBMTttX4GZHjKu9dyfzbpAYe"),
                true,
                false))
        .setCustomMeta(new SignRequestCustomMeta("{\"n\": 1.0}", "Pay, please"))
        .setUserToken(TOKEN)
        .setDelivery(SignRequestDelivery.PUSH_ONLY)
        .setPriority(SignRequestPriority.HIGH)
        .setNotAfter(Instant.parse("2026-03-01T13:00:00Z"))
        .setContext(Map.of("cart", "7"))
        .build();
  }

  static Signal decode(String json) {
    return decode(json.getBytes(UTF_8));
  }

  static Signal decode(byte[] value) {
    return DECODER.decode("order-42", value, null, AT, Trace.NONE, false);
  }

  static Signal.CreateReceived created(String json) {
    return (Signal.CreateReceived) decode(json);
  }

  static Signal.InvalidReceived refused(String json) {
    return (Signal.InvalidReceived) decode(json);
  }

  static byte[] avro(SignRequestCommand command) {
    return AvroBytes.of(command, SignRequestCommand.getEncoder());
  }

  static Subject subject(@Nullable String user) {
    return new Subject(
        "order-42",
        "shop",
        user,
        "Payment",
        Map.of("cart", "7", "basket", "b"),
        new Trace("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "vendor=1"),
        "fp",
        Expectation.NONE,
        AT,
        null);
  }

  static Event event(Event.Type type, boolean terminal, Event.@Nullable Detail detail) {
    return new Event(
        UUID.fromString("6f1c2a52-0d1d-5f0e-9c11-2d1b5a7e9c11"),
        subject("ada"),
        type,
        terminal,
        3,
        AT,
        AT.plusMillis(20),
        Via.WEBSOCKET,
        "3f0e1b8c-3a6e-4f5d-8d8a-b5f1a6d1a111",
        detail);
  }

  static Links links() {
    return new Links("https://x/sign/1", null, "https://x/1.png", null, List.of("m", "q"), null);
  }

  static PayloadView.Response response() {
    return new PayloadView.Response(
        "rA",
        null,
        "F00D",
        "1200",
        null,
        "wss://n",
        "TESTNET",
        "tesSUCCESS",
        "TESTNET",
        1,
        "QR",
        "PIN",
        false,
        AT.minusMillis(500));
  }
}
