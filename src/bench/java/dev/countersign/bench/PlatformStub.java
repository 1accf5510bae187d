package dev.countersign.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.sandbox.SignedSignIns;
import dev.countersign.sandbox.SignedSignIns.SignIn;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The platform as the benchmarks need it: the bodies and frames of PROTOCOL §§4, 5 and 7, a delay
 * before each answer, no limits, and a phone that does the same with every request. In a process of
 * its own, for as long as its standard input is open; on one thread.
 */
final class PlatformStub {
  /** What becomes of a request once a socket listens for it. */
  enum Phone {
    /** Expired at once, and the socket is closed. */
    EXPIRES,
    /** Opened after 50 ms, signed after another 50 ms. */
    SIGNS,
    /** Nothing, until {@code GET /bench/open} is called. */
    WAITS
  }

  private static final long TAP = 50;

  /** Each socket hears of it every 15 s; they take turns, a tenth of a second each. */
  private static final int TURNS = 150;

  private static final String PAYLOADS = "/api/v1/platform/payload";

  private final Vertx vertx;
  private final long delay;
  private final Phone phone;
  private final int behind;
  private final WebClient client;
  private final Map<String, SignIn> signIns = new HashMap<>();
  private final Map<String, Payload> payloads = new HashMap<>();
  private final Map<String, Payload> identifiers = new HashMap<>();
  private final ArrayDeque<Payload> unopened = new ArrayDeque<>();
  private final Map<String, Long> openedAt = new HashMap<>();
  private int port;
  private long created;
  private long conflicts;
  private final List<Set<Payload>> listening =
      Stream.<Set<Payload>>generate(HashSet::new).limit(TURNS).toList();
  private int turn;
  private int sockets;

  private static final class Payload {
    final String uuid = UUID.randomUUID().toString();
    final String identifier;
    final JsonObject request;
    final String createdAt = Instant.now().toString();
    boolean opened;
    boolean expired;
    @Nullable SignIn signed;
    @Nullable ServerWebSocket socket;

    Payload(String identifier, JsonObject request) {
      this.identifier = identifier;
      this.request = request;
    }

    int turn() {
      return Math.floorMod(uuid.hashCode(), TURNS);
    }
  }

  private PlatformStub(Vertx vertx, long delay, Phone phone, int behind) {
    this.vertx = vertx;
    this.delay = delay;
    this.phone = phone;
    this.behind = behind;
    this.client =
        WebClient.create(
            vertx,
            new WebClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(behind),
            new PoolOptions().setHttp1MaxSize(500));
  }

  /**
   * Arguments: milliseconds of delay, what the phone does, how many requests will be signed, and
   * the port of the one that it takes sockets for, which answers everything else; 0: itself.
   */
  public static void main(String... arguments) throws Exception {
    PlatformStub stub =
        new PlatformStub(
            Vertx.vertx(),
            Long.parseLong(arguments[0]),
            Phone.valueOf(arguments[1]),
            Integer.parseInt(arguments[3]));
    for (int number = 0; number < Integer.parseInt(arguments[2]); number++) {
      String memo = memo(number);
      stub.signIns.put(memo, SignedSignIns.sign(memo));
    }
    stub.listen();
    System.out.println("platform " + stub.port);
    System.in.readAllBytes();
    System.exit(0);
  }

  /** Of the request with this number, in hex, so that each signs something of its own. */
  static String memo(int number) {
    return HexFormat.of().withUpperCase().formatHex(("request " + number).getBytes(UTF_8));
  }

  private void listen() {
    port =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost("0.0.0.0")
                    .setPort(0)
                    .setAcceptBacklog(16_384)
                    .setPerMessageWebSocketCompressionSupported(false))
            .requestHandler(this::answer)
            .webSocketHandler(this::attach)
            .listen()
            .await()
            .actualPort();
    vertx.setPeriodic(100, _ -> keepAlive());
  }

  private void answer(HttpServerRequest request) {
    request.bodyHandler(
        body -> {
          String path = request.path();
          if (path.startsWith("/bench/")) {
            control(request, path.substring("/bench/".length()));
          } else if (behind > 0) {
            passOn(request, body);
          } else {
            vertx.setTimer(delay, _ -> answer(request, path, body));
          }
        });
  }

  private void passOn(HttpServerRequest request, Buffer body) {
    client
        .request(request.method(), request.path())
        .putHeaders(request.headers())
        .sendBuffer(body)
        .onSuccess(answer -> end(request, answer.statusCode(), answer.bodyAsString()))
        .onFailure(PlatformStub::die);
  }

  /** What is measured beside an answer that is missing is worth nothing. */
  private static void die(Throwable failure) {
    failure.printStackTrace();
    System.exit(1);
  }

  private void answer(HttpServerRequest request, String path, Buffer body) {
    if (path.equals("/api/v1/platform/ping")) {
      end(
          request,
          200,
          "{\"pong\":true,\"auth\":{\"quota\":{},\"application\":{\"uuidv4\":\"%s\",\"name\":\"Bench\",\"webhookurl\":\"\",\"disabled\":0},\"call\":{\"uuidv4\":\"%s\"}}}"
              .formatted(request.getHeader("x-api-key"), UUID.randomUUID()));
    } else if (path.equals(PAYLOADS) && request.method() == HttpMethod.POST) {
      create(request, body);
    } else if (path.startsWith(PAYLOADS + "/ci/")) {
      read(request, identifiers.get(path.substring(PAYLOADS.length() + 4)));
    } else if (path.startsWith(PAYLOADS)) {
      read(request, payloads.get(path.substring(PAYLOADS.length() + 1)));
    } else {
      end(request, 404, "{\"error\":{\"reference\":\"" + UUID.randomUUID() + "\",\"code\":404}}");
    }
  }

  private static void end(HttpServerRequest request, int status, String body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .putHeader("x-ratelimit-limit", "100000000")
        .putHeader("x-ratelimit-remaining", "99999999")
        .end(body);
  }

  private void create(HttpServerRequest request, Buffer body) {
    JsonObject asked = body.length() == 0 ? new JsonObject() : new JsonObject(body);
    String identifier =
        asked
            .getJsonObject("custom_meta", new JsonObject())
            .getString("identifier", "none-" + created);
    Payload payload = new Payload(identifier, asked.getJsonObject("txjson", new JsonObject()));
    if (identifiers.putIfAbsent(identifier, payload) != null) {
      conflicts++;
      end(request, 409, "{\"error\":{\"reference\":\"" + payload.uuid + "\",\"code\":409}}");
      return;
    }
    payloads.put(payload.uuid, payload);
    created++;
    String at = "http://127.0.0.1:" + port + "/sign/" + payload.uuid;
    end(
        request,
        200,
        "{\"uuid\":\"%s\",\"next\":{\"always\":\"%s\"},\"refs\":{\"qr_png\":\"%s_q.png\",\"qr_matrix\":\"%s_q.json\",\"qr_uri_quality_opts\":[\"m\",\"q\",\"h\"],\"websocket_status\":\"ws://127.0.0.1:%d/sign/%s\"},\"pushed\":false}"
            .formatted(payload.uuid, at, at, at, port, payload.uuid));
  }

  private void read(HttpServerRequest request, @Nullable Payload payload) {
    if (payload == null) {
      end(request, 404, "{\"error\":{\"reference\":\"" + UUID.randomUUID() + "\",\"code\":404}}");
      return;
    }
    SignIn signed = payload.signed;
    JsonObject meta =
        new JsonObject()
            .put("exists", true)
            .put("uuid", payload.uuid)
            .put("multisign", false)
            .put("submit", true)
            .put("pathfinding", false)
            .put("force_network", null)
            .put("destination", "")
            .put("resolved_destination", "")
            .put("resolved", signed != null)
            .put("signed", signed != null)
            .put("cancelled", false)
            .put("expired", payload.expired)
            .put("pushed", false)
            .put("app_opened", payload.opened)
            .put("opened_by_deeplink", payload.opened ? Boolean.FALSE : null)
            .put("return_url_app", null)
            .put("return_url_web", null)
            .put("is_xapp", false)
            .put("signers", null);
    JsonObject application =
        new JsonObject()
            .put("name", "Bench")
            .put("description", "An application that only exists to be measured")
            .put("disabled", 0)
            .put("uuidv4", request.getHeader("x-api-key"))
            .put("icon_url", "")
            .put("issued_user_token", signed == null ? null : token(payload));
    JsonObject held =
        new JsonObject()
            .put("tx_type", "SignIn")
            .put("tx_destination", "")
            .put("tx_destination_tag", null)
            .put("request_json", payload.request)
            .put("origintype", signed == null ? null : "QR")
            .put("signmethod", signed == null ? null : "PIN")
            .put("created_at", payload.createdAt)
            .put("expires_at", Instant.now().plusSeconds(3_600).toString())
            .put("expires_in_seconds", 3_600);
    JsonObject response =
        new JsonObject()
            .put("hex", signed == null ? null : signed.hex())
            .put("txid", signed == null ? null : signed.txid())
            .put("resolved_at", signed == null ? null : Instant.now().toString())
            .put("dispatched_to", signed == null ? null : "")
            .put("dispatched_nodetype", signed == null ? null : "")
            .put("dispatched_result", signed == null ? null : "")
            .put("dispatched_to_node", false)
            .put("environment_nodeuri", signed == null ? null : "wss://xrplcluster.com")
            .put("environment_nodetype", signed == null ? null : "MAINNET")
            .put("multisign_account", signed == null ? null : "")
            .put("account", signed == null ? null : signed.account())
            .put("signer", signed == null ? null : signed.account());
    end(
        request,
        200,
        new JsonObject()
            .put("meta", meta)
            .put("application", application)
            .put("payload", held)
            .put("response", response)
            .put("custom_meta", new JsonObject().put("identifier", payload.identifier))
            .encode());
    if (payload.expired || signed != null) {
      payload.request.clear();
    }
  }

  private static String token(Payload payload) {
    return UUID.nameUUIDFromBytes(payload.identifier.getBytes(UTF_8)).toString();
  }

  // --- sockets

  private void attach(ServerWebSocket socket) {
    String uuid = socket.path().substring("/sign/".length());
    Payload payload = payloads.computeIfAbsent(uuid, PlatformStub::unknown);
    sockets++;
    socket.closeHandler(
        _ -> {
          sockets--;
          if (payload.socket == socket) {
            payload.socket = null;
            listening.get(payload.turn()).remove(payload);
          }
        });
    payload.socket = socket;
    listening.get(payload.turn()).add(payload);
    socket.writeTextMessage("{\"message\":\"Welcome " + payload.uuid + "\"}");
    switch (phone) {
      case EXPIRES -> {
        payload.expired = true;
        socket.writeTextMessage("{\"expired\":true}");
        socket.close();
      }
      case SIGNS -> {
        if (!payload.opened) {
          vertx.setTimer(TAP, _ -> opened(payload));
          vertx.setTimer(2 * TAP, _ -> signed(payload));
        }
      }
      case WAITS -> unopened.add(payload);
    }
  }

  /** Whoever only listens needs no payload that was created. */
  private static Payload unknown(String uuid) {
    return new Payload(uuid, new JsonObject());
  }

  private static void tell(Payload payload, String frame) {
    ServerWebSocket socket = payload.socket;
    if (socket != null) {
      socket.writeTextMessage(frame);
    }
  }

  private void opened(Payload payload) {
    payload.opened = true;
    openedAt.put(payload.uuid, System.nanoTime());
    tell(payload, "{\"opened\":true}");
  }

  private void signed(Payload payload) {
    String memo =
        payload
            .request
            .getJsonArray("Memos")
            .getJsonObject(0)
            .getJsonObject("Memo")
            .getString("MemoData");
    SignIn signIn = Objects.requireNonNull(signIns.get(memo), memo);
    payload.signed = signIn;
    tell(
        payload,
        "{\"payload_uuidv4\":\"%s\",\"reference_call_uuidv4\":\"%s\",\"signed\":true,\"user_token\":true,\"return_url\":{\"app\":null,\"web\":null},\"txid\":\"%s\",\"opened_by_deeplink\":false,\"custom_meta\":{\"identifier\":\"%s\",\"blob\":null,\"instruction\":null}}"
            .formatted(payload.uuid, UUID.randomUUID(), signIn.txid(), payload.identifier));
  }

  private void keepAlive() {
    listening.get(turn).forEach(payload -> tell(payload, "{\"expires_in_seconds\":3600}"));
    turn = (turn + 1) % TURNS;
  }

  // --- what the runner asks

  private void control(HttpServerRequest request, String verb) {
    switch (verb) {
      case "figures" ->
          end(
              request,
              200,
              new JsonObject()
                  .put("created", created)
                  .put("conflicts", conflicts)
                  .put("sockets", sockets)
                  .encode());
      case "open" ->
          open(
              Integer.parseInt(request.getParam("count")),
              Integer.parseInt(request.getParam("rate")),
              request);
      default -> end(request, 404, "{}");
    }
  }

  /** Answers with uuid and nanoseconds of each, once all are opened. */
  private void open(int count, int rate, HttpServerRequest request) {
    List<Payload> chosen = new ArrayList<>();
    while (chosen.size() < count && !unopened.isEmpty()) {
      Payload payload = unopened.poll();
      if (payload.socket != null && !payload.opened) {
        chosen.add(payload);
      }
    }
    long begun = System.nanoTime();
    int[] done = {0};
    vertx.setPeriodic(
        1,
        timer -> {
          long due =
              Math.min(chosen.size(), 1 + (System.nanoTime() - begun) * rate / 1_000_000_000);
          while (done[0] < due) {
            opened(chosen.get(done[0]++));
          }
          if (done[0] == chosen.size()) {
            vertx.cancelTimer(timer);
            StringBuilder text = new StringBuilder();
            chosen.forEach(
                payload ->
                    text.append(payload.uuid)
                        .append(' ')
                        .append(openedAt.get(payload.uuid))
                        .append('\n'));
            end(request, 200, text.toString());
          }
        });
  }
}
