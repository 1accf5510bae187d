package dev.countersign.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.SignRequestAction;
import dev.countersign.SignRequestCommand;
import dev.countersign.SignRequestCustomMeta;
import dev.countersign.SignRequestExpect;
import dev.countersign.SignRequestOptions;
import dev.countersign.SignRequestReturnUrl;
import dev.countersign.request.Amount;
import dev.countersign.request.Inspection;
import dev.countersign.request.LedgerNews;
import dev.countersign.request.Lifecycle;
import dev.countersign.request.Links;
import dev.countersign.request.Networks;
import dev.countersign.request.PayloadView;
import dev.countersign.request.RequestState;
import dev.countersign.request.Settings;
import dev.countersign.request.Signal;
import dev.countersign.request.SignedTransaction;
import dev.countersign.request.Step;
import dev.countersign.request.Trace;
import dev.countersign.request.UserToken;
import dev.countersign.request.Via;
import dev.countersign.wire.CommandDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A request as a shop sends it, and all that happens to it until the payment is in a ledger. */
final class SampleLife {
  static final Instant AT = Instant.parse("2026-03-01T12:00:00.500Z");
  static final Duration REMEMBERED = Duration.ofHours(25);
  static final Map<String, Long> LEDGERS = Map.of("testnet", 48_000_000L);
  static final Trace TRACE =
      new Trace("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "vendor=1");

  private static final String SHOP = "rPT1Sjq2YGrBMTttX4GZHjKu9dyfzbpAYe";
  private static final String ADA = "rhub8VRN55s94qWKDv6jmDy1pUykJzF3wq";
  private static final String TXJSON =
      """
      {"TransactionType": "Payment", "Destination": "%s", "DestinationTag": 4711,
        "Amount": "25000000", "Fee": "12", "Memos": [{"Memo": {
          "MemoType": "746578742f706c61696e", "MemoData": "%s"}}]}"""
          .formatted(SHOP, "4f726465722034322c2074776f20636f6666656573".repeat(6));
  private static final String BLOB = "{\"order\": \"42\", \"till\": 7}";

  /** 1 KB. */
  static final byte[] JSON =
      """
      {"application": "default", "user": "customer-8f2e11",
       "txjson": %s,
       "options": {"submit": true, "expire": 5, "force_network": "TESTNET",
         "return_url": {"app": "shop://orders/42", "web": "https://shop.example/orders/42"}},
       "custom_meta": {"blob": %s, "instruction": "Two coffees at the station kiosk"},
       "expect": {"network": "testnet", "destination": "%s",
         "destination_tag": 4711, "amount": "25000000"},
       "not_after": "2026-03-01T12:30:00Z",
       "context": {"order": "42", "shop": "station-kiosk", "region": "eu-west"}}"""
          .formatted(TXJSON, BLOB, SHOP)
          .getBytes(UTF_8);

  static final Settings SETTINGS =
      new Settings(
          1440,
          Duration.ofHours(24),
          REMEMBERED,
          Duration.ofMinutes(15),
          Duration.ofSeconds(10),
          new Networks(Map.of("testnet", 1L)),
          Duration.ofHours(24));

  /** Its states, from the first one that is written to the last. */
  final RequestState creating;

  final RequestState open;
  final RequestState settling;

  /** What its creation and its signature lead to. */
  final Step created;

  final Step signed;

  SampleLife() {
    Lifecycle lifecycle = new Lifecycle(SETTINGS);
    Signal command =
        new CommandDecoder(Set.of("default")).decode("order-42", JSON, null, AT, TRACE, false);
    RequestState queued = lifecycle.apply(Lifecycle.unknown(), command, AT).next();
    Signal permit =
        new Signal.Permitted(new UserToken("0b3ee9a4-4c1d-4c1d-8f11-2d1b5a7e9c11"), LEDGERS);
    this.creating = lifecycle.apply(queued, permit, AT).next();
    this.created = lifecycle.apply(creating, created(uuid(42)), AT);
    this.open = lifecycle.apply(created.next(), opened(), AT).next();
    this.signed = lifecycle.apply(open, signed(uuid(42)), AT);
    this.settling = signed.next();
  }

  /** The same command as {@link #JSON} in Avro single-object encoding. */
  static byte[] avro() {
    SignRequestCommand command =
        SignRequestCommand.newBuilder()
            .setAction(SignRequestAction.CREATE)
            .setApplication("default")
            .setUser("customer-8f2e11")
            .setTxjson(TXJSON)
            .setOptions(
                new SignRequestOptions(
                    true,
                    null,
                    5,
                    new SignRequestReturnUrl("shop://orders/42", "https://shop.example/orders/42"),
                    "TESTNET",
                    null,
                    null,
                    null))
            .setCustomMeta(new SignRequestCustomMeta(BLOB, "Two coffees at the station kiosk"))
            .setExpect(new SignRequestExpect(null, "testnet", SHOP, 4711L, "25000000"))
            .setNotAfter(Instant.parse("2026-03-01T12:30:00Z"))
            .setContext(Map.of("order", "42", "shop", "station-kiosk", "region", "eu-west"))
            .build();
    try {
      return SignRequestCommand.getEncoder().encode(command).array();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
  }

  static String uuid(int number) {
    return "3f0e1b8c-3a6e-4f5d-8d8a-%012d".formatted(number);
  }

  static Signal created(String uuid) {
    String origin = "https://xumm.app/sign/" + uuid;
    return new Signal.Created(
        uuid,
        new Links(
            origin,
            origin + "/qr",
            origin + "_q.png",
            origin + "_q.json",
            List.of("m", "q", "h"),
            "wss://xumm.app/sign/" + uuid),
        true);
  }

  static Signal opened() {
    return new Signal.Hinted(Signal.Hint.OPENED);
  }

  static Signal signed(String uuid) {
    PayloadView.Response response =
        new PayloadView.Response(
            ADA,
            ADA,
            txid(uuid),
            "12000022".repeat(60),
            null,
            "wss://testnet.xrpl-labs.com",
            "TESTNET",
            "tesSUCCESS",
            "TESTNET",
            1,
            "PUSH_NOTIFICATION",
            "BIOMETRIC",
            false,
            AT.plusSeconds(20));
    return new Signal.PayloadRead(
        new PayloadView(
            uuid,
            true,
            true,
            false,
            false,
            true,
            true,
            true,
            false,
            "Payment",
            AT,
            AT.plusSeconds(300),
            new UserToken("9c3ee9a4-4c1d-4c1d-8f11-2d1b5a7e9c22"),
            response,
            new Inspection.Checked(transaction(), List.of()),
            null),
        Via.WEBSOCKET);
  }

  static Signal settled(String uuid) {
    return new Signal.LedgerTold(
        txid(uuid),
        new LedgerNews.Validated(
            48_000_010L,
            AT.plusSeconds(24),
            "tesSUCCESS",
            Amount.drops("25000000"),
            false,
            transaction(),
            List.of()));
  }

  private static SignedTransaction transaction() {
    return new SignedTransaction(
        ADA, SHOP, 4711L, Amount.drops("25000000"), null, 41_234_567L, 48_000_030L);
  }

  private static String txid(String uuid) {
    return uuid.replace("-", "").toUpperCase(Locale.ROOT).repeat(2);
  }
}
