package dev.countersign.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No input makes the sandbox fail or keep somebody waiting; how it refuses is tested elsewhere. */
@DisplayName("whatever is sent to ledgers, OAuth2 and sign pages is answered, and never with a 500")
@Timeout(60)
class WrongInputTest extends OAuthTest {
  private static final List<String> ODD =
      List.of(
          "null",
          "true",
          "-1",
          "1e400",
          "99999999999999999999",
          "0.5",
          "\"\"",
          "\"\\u0000\"",
          "\"%zz\"",
          "\"-1\"",
          "\"validated\"",
          "\"" + "x".repeat(1000) + "\"",
          "\"" + "AB".repeat(32) + "\"",
          "\"rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY\"",
          "[]",
          "[null]",
          "[[{}]]",
          "{}",
          "{\"a\":{}}");

  private static final List<String> COMMANDS =
      List.of(
          "ping",
          "server_info",
          "fee",
          "tx",
          "ledger",
          "ledger_closed",
          "ledger_current",
          "account_info",
          "submit",
          "subscribe",
          "unsubscribe",
          "nonsense");

  private static final List<String> FIELDS =
      List.of(
          "id",
          "api_version",
          "command",
          "transaction",
          "binary",
          "min_ledger",
          "max_ledger",
          "ledger_index",
          "ledger_hash",
          "transactions",
          "expand",
          "account",
          "tx_blob",
          "streams",
          "accounts");

  private static List<String> requests() {
    List<String> requests = new ArrayList<>();
    for (String command : COMMANDS) {
      for (String field : FIELDS) {
        for (String value : ODD) {
          ObjectNode request = Json.object().put("command", command);
          request.put("transaction", "AB".repeat(32)).put("account", Identity.of("ada").account());
          requests.add(Json.text(request.set(field, Json.parse(value))));
        }
      }
    }
    requests.addAll(ODD);
    requests.add("{");
    requests.add("[".repeat(5000));
    return requests;
  }

  @Test
  @DisplayName("§13 ledger commands with every field of every kind, over a socket and JSON-RPC")
  void ledgerCommands() {
    sandbox.clock().speed(0.0001);
    try (SocketProbe socket = SocketProbe.connectTo(sandbox.url(), "/ledger/xahau")) {
      for (String request : requests()) {
        socket.say(request);
        assertThat(Json.parse(socket.next()).path("error").asText())
            .as(request)
            .isNotEqualTo("internal");
      }
    }
    for (String value : ODD) {
      for (String body :
          List.of(
              value,
              "{\"method\":" + value + "}",
              "{\"method\":\"tx\",\"params\":" + value + "}",
              "{\"method\":\"tx\",\"params\":[" + value + "],\"id\":" + value + "}")) {
        Backend.Reply reply = backend.call("POST", "/ledger/mainnet", body);
        assertThat(reply.status()).as(body).isIn(200, 400);
        assertThat(reply.text()).doesNotContain("internal");
      }
    }
    String huge = "{\"method\":\"" + "x".repeat(Bodies.LIMIT) + "\"}";
    assertThat(backend.call("POST", "/ledger/mainnet", huge).status()).isEqualTo(413);
  }

  @Test
  @DisplayName("§13 broken blobs are invalid transactions, and none gets into a ledger")
  void blobs() {
    String uuid = backend.created(PAYMENT);
    sandbox.person("ada").sign(uuid);
    String blob = backend.read(uuid).at("/response/hex").asText();
    Random random = new Random(1);
    try (SocketProbe socket = SocketProbe.connectTo(sandbox.url(), "/ledger/mainnet")) {
      for (int i = 0; i < 300; i++) {
        StringBuilder broken = new StringBuilder(blob);
        for (int flips = random.nextInt(4); flips >= 0; flips--) {
          int at = random.nextInt(blob.length());
          broken.setCharAt(at, Character.forDigit(random.nextInt(16), 16));
        }
        broken.setLength(random.nextInt(3) == 0 ? random.nextInt(blob.length()) : blob.length());
        socket.say("{\"command\":\"submit\",\"tx_blob\":\"%s\"}".formatted(broken));
        JsonNode answer = Json.parse(socket.next());
        assertThat(answer.path("error").asText() + answer.at("/result/engine_result").asText())
            .as(broken.toString())
            .isIn("invalidTransaction", "invalidParams", "tefALREADY");
      }
    }
  }

  private void oauth(String method, String call, Map<String, String> parameters) {
    boolean query = method.equals("GET");
    Backend.Reply reply =
        server()
            .call(
                method,
                "/oauth2" + call + (query ? "?" + form(parameters) : ""),
                query ? "" : form(parameters));
    assertThat(reply.status()).as(call + " " + parameters).isIn(200, 302, 400, 403, 500);
    assertThat(reply.text()).as(call + " " + parameters).doesNotContain("The sandbox failed");
  }

  @Test
  @DisplayName("§10 OAuth2 with every parameter of every kind")
  void oauthParameters() {
    List<String> values = new ArrayList<>(ODD);
    values.addAll(
        List.of("http://", "http://localhost:3000/back#a?b", "http://[", "javascript:x", "a b"));
    for (String value : values) {
      for (String name : askingWithPkce("scope", "a", "nonce", "b", "signers", "c").keySet()) {
        oauth("GET", "/auth", askingWithPkce(name, value));
      }
      for (String name : redeeming("c", "code_verifier", "v").keySet()) {
        oauth("POST", "/token", redeeming("c", name, value));
      }
      for (String name : List.of("t", "h", "c", "payload")) {
        oauth(
            "GET",
            "/signin",
            with(asking("t", "1", "h", "2", "c", "3", "payload", "4"), name, value));
      }
      Backend.Reply json =
          new Frontend(sandbox.url(), "Content-Type", "application/json")
              .post("/oauth2/token", value);
      assertThat(json.status()).as(value).isEqualTo(400);
    }
    assertThat(refusal(server().post("/oauth2/token", "a=" + "x".repeat(Bodies.LIMIT))))
        .isEqualTo("400 invalid_request: The body is over " + Bodies.LIMIT + " bytes.");
  }

  @ParameterizedTest
  @DisplayName("§10 userinfo with what is no JWT of this provider's")
  @ValueSource(
      strings = {
        "x",
        "..",
        "a.b.c",
        "{}.{}.x",
        "{\"alg\":5}.{}.x",
        "{\"alg\":\"none\"}.{}.",
        "{\"alg\":\"RS256\",\"kid\":7}.{\"client_id\":7}.x",
        "{\"alg\":\"RS256\"}.{\"client_id\":\"5a4db0c5-0000-4000-8000-000000000001\",\"exp\":\"x\"}.x",
        "{\"alg\":\"HS256\"}.{\"client_id\":\"5a4db0c5-0000-4000-8000-000000000001\",\"ott_uuidv4\":[]}.x",
        "{\"alg\":\"ES256\"}.[].x",
        "null.null.null"
      })
  void tokens(String parts) {
    StringBuilder token = new StringBuilder();
    for (String part : parts.split("\\.", -1)) {
      token.append(token.isEmpty() ? "" : ".");
      boolean plain = part.length() < 2;
      token.append(
          plain
              ? part
              : Base64.getUrlEncoder().withoutPadding().encodeToString(part.getBytes(ISO_8859_1)));
    }
    Frontend somebody = Frontend.withJwt(sandbox.url(), token.toString());

    assertThat(somebody.get("/oauth2/userinfo").status()).isIn(401, 403);
    assertThat(somebody.get("/api/v1/jwt/ping").status()).isEqualTo(403);
  }

  @ParameterizedTest
  @DisplayName("paths, queries and headers that no library would send")
  @ValueSource(
      strings = {
        "GET /sign/%zz HTTP/1.1\nHost: x",
        "GET /sign/00000000-0000-4000-8000-000000000000_x.png HTTP/1.1\nHost: x",
        "GET /sign/00000000-0000-4000-8000-000000000000_q.png HTTP/1.1\nHost: %zz[",
        "GET /sign/00000000-0000-4000-8000-000000000000.json HTTP/1.0\n",
        "GET /sign/------------------------------------.png HTTP/1.1\nHost: x",
        "GET /sign/../../etc/passwd HTTP/1.1\nHost: x",
        "GET /avatar/%00.png HTTP/1.1\nHost: x",
        "GET /oauth2/auth?%zz=%zz HTTP/1.1\nHost: x",
        "GET /oauth2/auth?client_id=%c3%28 HTTP/1.1\nHost: x",
        "GET /oauth2/%zz HTTP/1.1\nHost: x",
        "GET /oauth2/ HTTP/1.0\n",
        "GET /oauth2/.well-known/openid-configuration HTTP/1.0\n",
        "POST /ledger/%zz HTTP/1.1\nHost: x\nContent-Length: 0",
        "POST /ledger/ HTTP/1.1\nHost: x\nContent-Length: 0",
        "POST /ledger/mainnet HTTP/1.1\nHost: x\nUpgrade: websocket\nConnection: Upgrade\nContent-Length: 0",
        "GET /ledger/mainnet HTTP/1.1\nHost: x\nUpgrade: websocket\nConnection: Upgrade",
        "POST /sign/00000000-0000-4000-8000-000000000000 HTTP/1.1\nHost: x\nUpgrade: websocket\nConnection: Upgrade\nContent-Length: 0",
        "GET /sign/00000000-0000-4000-8000-000000000000 HTTP/1.1\nHost: x\nUpgrade: websocket\nConnection: Upgrade",
        "GET /sandbox/people/ada/events?after=%zz HTTP/1.1\nHost: x",
        "POST /sandbox/scan?width=%zz HTTP/1.1\nHost: x\nContent-Length: 0",
        "GET http://other/oauth2/certs HTTP/1.1\nHost: x",
        "OPTIONS * HTTP/1.1\nHost: x",
        "GET // HTTP/1.1\nHost: x",
        "QUACK / HTTP/1.1\nHost: x"
      })
  void raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", sandbox.port())) {
      socket.setSoTimeout(5000);
      String close = request.contains("Upgrade") ? "" : "\nConnection: close";
      String text = (request.strip() + close + "\n\n").replace("\n", "\r\n");
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
      byte[] answer = socket.getInputStream().readNBytes(12);

      assertThat(new String(answer, ISO_8859_1)).startsWith("HTTP/1.").doesNotEndWith("500");
    }
  }
}
