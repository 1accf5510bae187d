package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §13: what was signed is looked up on a ledger, WebSocket")
class LedgerSocketTest extends SandboxTest {
  private final SocketProbe socket = SocketProbe.connectTo(sandbox.url(), "/ledger/mainnet");

  @Override
  SandboxOptions options() {
    return super.options().withResolveLag(Duration.ZERO);
  }

  @BeforeEach
  void ledgersCloseWhenTold() {
    sandbox.clock().speed(0.0001);
  }

  @AfterEach
  void disconnect() {
    socket.close();
  }

  private JsonNode ask(String request) {
    socket.say(request);
    return Json.parse(socket.next());
  }

  private String signed() {
    String uuid = backend.created(PAYMENT);
    sandbox.person("ada").sign(uuid);
    return backend.read(uuid).at("/response/txid").asText();
  }

  private void closeLedgers(int count) {
    sandbox.clock().advance(Duration.ofSeconds(4L * count));
  }

  @Test
  @DisplayName("§13 tx: the request's id comes back, the result is wrapped")
  void tx() {
    String hash = signed();
    closeLedgers(2);
    JsonNode answer =
        ask("{\"id\":\"a\",\"command\":\"tx\",\"transaction\":\"%s\"}".formatted(hash));

    assertThat(answer.path("id").asText()).isEqualTo("a");
    assertThat(answer.path("type").asText()).isEqualTo("response");
    assertThat(answer.path("status").asText()).isEqualTo("success");
    assertThat(answer.at("/result/validated").asBoolean()).isTrue();
    assertThat(answer.at("/result/meta/TransactionResult").asText()).isEqualTo("tesSUCCESS");
    assertThat(answer.path("result").has("status")).isFalse();
  }

  @Test
  @DisplayName("§13 errors are beside the id, not in a result, with the request")
  void errors() {
    JsonNode answer =
        ask("{\"id\":4,\"command\":\"tx\",\"transaction\":\"%s\"}".formatted("AB".repeat(32)));

    assertThat(answer.path("id").asInt()).isEqualTo(4);
    assertThat(answer.path("status").asText()).isEqualTo("error");
    assertThat(answer.path("error").asText()).isEqualTo("txnNotFound");
    assertThat(answer.path("error_code").asInt()).isEqualTo(29);
    assertThat(answer.at("/request/command").asText()).isEqualTo("tx");
    assertThat(answer.has("result")).isFalse();
    assertThat(ask("no JSON").path("error").asText()).isEqualTo("jsonInvalid");
    assertThat(ask("{\"id\":5}").path("error").asText()).isEqualTo("missingCommand");
    assertThat(ask("{\"command\":\"subscribe\",\"streams\":[\"rumours\"]}").path("error").asText())
        .isEqualTo("malformedStream");
  }

  @Test
  @DisplayName("§13 stream ledger: every ledger that closes, in order")
  void ledgers() {
    JsonNode subscribed = ask("{\"command\":\"subscribe\",\"streams\":[\"ledger\"]}");
    int start = subscribed.at("/result/ledger_index").asInt();
    closeLedgers(3);
    List<JsonNode> closed = Stream.of(1, 2, 3).map(i -> Json.parse(socket.next())).toList();

    assertThat(closed).extracting(c -> c.path("type").asText()).containsOnly("ledgerClosed");
    assertThat(closed)
        .extracting(c -> c.path("ledger_index").asInt())
        .containsExactly(start + 1, start + 2, start + 3);
    assertThat(closed.getFirst().path("validated_ledgers").asText())
        .isEqualTo(
            subscribed
                .at("/result/validated_ledgers")
                .asText()
                .replaceFirst("-.*", "-" + (start + 1)));
  }

  @Test
  @DisplayName("§13 stream accounts: the transactions of these accounts only, once validated")
  void accounts() {
    String ada = sandbox.person("ada").account();
    JsonNode subscribed = ask("{\"command\":\"subscribe\",\"accounts\":[\"%s\"]}".formatted(ada));
    String bobs = backend.created(PAYMENT);
    sandbox.person("bob").sign(bobs);
    String hash = signed();
    closeLedgers(2);
    JsonNode message = Json.parse(socket.next());

    assertThat(subscribed.path("result")).isEmpty();
    assertThat(message.path("type").asText()).isEqualTo("transaction");
    assertThat(message.path("validated").asBoolean()).isTrue();
    assertThat(message.path("engine_result").asText()).isEqualTo("tesSUCCESS");
    assertThat(message.path("engine_result_code").asInt()).isZero();
    assertThat(message.at("/transaction/hash").asText()).isEqualTo(hash);
    assertThat(message.at("/meta/delivered_amount").asText()).isEqualTo("1");
    assertThat(ask("{\"command\":\"ping\"}").path("type").asText()).isEqualTo("response");
  }

  @Test
  @DisplayName("§13 API version 2: tx_json and hash apart")
  void versionTwo() {
    ask("{\"command\":\"subscribe\",\"streams\":[\"transactions\"],\"api_version\":2}");
    String hash = signed();
    closeLedgers(2);
    JsonNode message = Json.parse(socket.next());

    assertThat(message.path("hash").asText()).isEqualTo(hash);
    assertThat(message.at("/tx_json/DeliverMax").asText()).isEqualTo("1");
    assertThat(message.has("transaction")).isFalse();
  }

  @Test
  @DisplayName("§13 after unsubscribe nothing more comes")
  void unsubscribed() {
    ask("{\"command\":\"subscribe\",\"streams\":[\"ledger\",\"transactions\"]}");
    ask("{\"command\":\"unsubscribe\",\"streams\":[\"ledger\",\"transactions\"]}");
    signed();
    closeLedgers(3);

    assertThat(ask("{\"id\":9,\"command\":\"ping\"}").path("id").asInt()).isEqualTo(9);
  }

  @Test
  @DisplayName("§13 a jump of years is told by its transactions and its end")
  void aLongJump() {
    int start =
        ask("{\"command\":\"subscribe\",\"streams\":[\"ledger\",\"transactions\"]}")
            .at("/result/ledger_index")
            .asInt();
    String hash = signed();
    sandbox.clock().advance(Duration.ofDays(700));
    JsonNode busy = Json.parse(socket.next());
    JsonNode transaction = Json.parse(socket.next());
    JsonNode later = Json.parse(socket.next());

    assertThat(busy.path("ledger_index").asInt()).isBetween(start + 1, start + 2);
    assertThat(busy.path("txn_count").asInt()).isEqualTo(1);
    assertThat(transaction.at("/transaction/hash").asText()).isEqualTo(hash);
    assertThat(later.path("ledger_index").asInt()).isGreaterThan(start + 1_000_000);
  }

  @Test
  @DisplayName("CONTRACT §10 sockets are dropped without a word, on demand and by a reset")
  void dropped() {
    control("POST", "ledgers/mainnet", "{\"drop_sockets\":true}");
    assertThat(socket.closeCode()).isEqualTo(SocketProbe.UNCLEAN);

    try (SocketProbe another = SocketProbe.connectTo(sandbox.url(), "/ledger/xahau/")) {
      another.say("{\"command\":\"ping\"}");
      assertThat(another.next()).contains("success");
      sandbox.reset();
      assertThat(another.closeCode()).isEqualTo(SocketProbe.UNCLEAN);
    }
  }
}
