package dev.countersign.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.config.Secret;
import dev.countersign.request.Ask;
import dev.countersign.request.CancelReason;
import dev.countersign.request.PayloadView;
import dev.countersign.request.Signal;
import dev.countersign.request.UserToken;
import dev.countersign.testing.LogLines;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against a real HTTP server that answers whatever the test says. */
class HttpXamanApiTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String UUID = "c486f219-aac4-44ca-a92a-306d7a0487b8";
  private static Vertx vertx;

  private HttpServer server;
  private HttpXamanApi api;
  private volatile Handler<HttpServerRequest> handler = request -> request.response().end();
  private volatile String seen = "";

  @BeforeAll
  static void startVertx() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stopVertx() throws Exception {
    await(vertx.close());
  }

  @BeforeEach
  void startServer() throws Exception {
    server =
        await(
            vertx
                .createHttpServer()
                .requestHandler(request -> handler.handle(request))
                .listen(0, "127.0.0.1"));
    api = client(server.actualPort());
  }

  @AfterEach
  void stopServer() throws Exception {
    await(api.close());
    await(server.close());
  }

  /** Whose patience no answer outlasts, however busy the machine is. */
  private static HttpXamanApi client(int port) {
    return client(port, Duration.ofSeconds(9));
  }

  /** For answers that never end: two seconds are waited for each. */
  private void hurry() throws Exception {
    await(api.close());
    api = client(server.actualPort(), Duration.ofSeconds(2));
  }

  private static HttpXamanApi client(int port, Duration limit) {
    return new HttpXamanApi(
        vertx,
        vertx.getOrCreateContext(),
        InstantSource.fixed(NOW),
        new PlatformSettings(
            URI.create("http://127.0.0.1:" + port),
            new Keyring(
                Map.of("default", new Credentials("the-key", Secret.of("the-secret"), null))),
            new Limits(4, 4, 200),
            1440,
            null),
        limit);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private void answer(int status, String body, String... headers) {
    handler =
        request ->
            request
                .body()
                .onSuccess(
                    sent -> {
                      seen = request.method() + " " + request.uri() + " " + sent;
                      request.response().setStatusCode(status);
                      for (int i = 0; i < headers.length; i += 2) {
                        request.response().putHeader(headers[i], headers[i + 1]);
                      }
                      request.response().end(body);
                    });
  }

  private Answer<Signal.Created> create() throws Exception {
    return await(api.create(Rig.subject("order-1"), Rig.ask(), null));
  }

  private Answer<PayloadView> read() throws Exception {
    return await(api.read("default", Rig.made(UUID)));
  }

  private static void assertUnclear(Answer<?> answer, boolean sent) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Unclear.class, unclear -> assertThat(unclear.sent()).isEqualTo(sent));
  }

  @Test
  void aCreateTellsUuidLinksAndWhetherItWasPushed() throws Exception {
    answer(
        200,
        """
        {"uuid":"%s","next":{"always":"https://p/sign/1","no_push_msg_received":"https://p/sign/1/qr"},
         "refs":{"qr_png":"https://p/q.png","qr_matrix":"https://p/q.json",
                 "qr_uri_quality_opts":["m","q","h"],"websocket_status":"wss://p/sign/1"},
         "pushed":true}
        """
            .formatted(UUID));
    assertThat(create())
        .isInstanceOfSatisfying(
            Answer.Ok.class,
            ok -> {
              Signal.Created created = (Signal.Created) ok.value();
              assertThat(created.uuid()).isEqualTo(UUID);
              assertThat(created.pushed()).isTrue();
              assertThat(created.links().websocketStatus()).isEqualTo("wss://p/sign/1");
              assertThat(created.links().qrUriQualityOpts()).containsExactly("m", "q", "h");
            });
    assertThat(seen).startsWith("POST /api/v1/platform/payload {\"txjson\":");
  }

  @Test
  void credentialsGoIntoHeaders() throws Exception {
    handler =
        request -> {
          seen = request.getHeader("x-api-key") + " " + request.getHeader("x-api-secret");
          request.response().end("{\"pong\":true}");
        };
    await(api.ping("default"));
    assertThat(seen).isEqualTo("the-key the-secret");
  }

  @Test
  void anApplicationThatIsNotConfiguredIsUnauthorized() throws Exception {
    assertThat(await(api.ping("nobody"))).isEqualTo(new Answer.Unauthorized<>(null));
  }

  @Test
  void aPayloadIsReadByUuid() throws Exception {
    answer(200, payload(UUID));
    assertThat(read())
        .isInstanceOfSatisfying(
            Answer.Ok.class, ok -> assertThat(((PayloadView) ok.value()).uuid()).isEqualTo(UUID));
    assertThat(seen).startsWith("GET /api/v1/platform/payload/" + UUID);
  }

  @Test
  void anotherPayloadThanAskedForIsUnclear() throws Exception {
    answer(200, payload("00000000-0000-4839-af2f-f794874a80b0"));
    assertUnclear(read(), true);
  }

  @Test
  void aPayloadIsFoundByIdentifierWithLinksMadeFromItsUuid() throws Exception {
    answer(200, payload(UUID));
    Answer<Signal.Found> answer = await(api.findByIdentifier(Rig.subject("a:b~1"), Rig.ask()));
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Ok.class,
            ok -> {
              Signal.Found found = (Signal.Found) ok.value();
              assertThat(found.sameContent()).isTrue();
              assertThat(found.links().websocketStatus())
                  .isEqualTo("ws://127.0.0.1:" + server.actualPort() + "/sign/" + UUID);
            });
    assertThat(seen).startsWith("GET /api/v1/platform/payload/ci/a%3Ab%7E1");
  }

  @Test
  void aCancelTellsThePlatformsReason() throws Exception {
    answer(200, "{\"result\":{\"cancelled\":false,\"reason\":\"ALREADY_OPENED\"},\"meta\":{}}");
    assertThat(await(api.cancel("default", UUID)))
        .isEqualTo(new Answer.Ok<>(new Signal.CancelAnswered(false, CancelReason.ALREADY_OPENED)));
  }

  @Test
  void aReasonOfTomorrowIsUnknown() throws Exception {
    answer(200, "{\"result\":{\"cancelled\":false,\"reason\":\"ALREADY_FRAMED\"}}");
    assertThat(await(api.cancel("default", UUID)))
        .isEqualTo(new Answer.Ok<>(new Signal.CancelAnswered(false, CancelReason.UNKNOWN)));
  }

  @Test
  void tokensAreMatchedByValueAndMissingOnesAreInactive() throws Exception {
    UserToken alive = new UserToken("691d5ae8-968b-44c8-8835-f25da1214f35");
    UserToken dead = new UserToken("b12b59a8-83c8-4bc0-8acb-1d1d743871f1");
    UserToken missing = new UserToken("00000000-83c8-4bc0-8acb-1d1d743871f1");
    answer(
        200,
        "{\"tokens\":[{\"user_token\":\"%s\",\"active\":false},{\"user_token\":\"%s\",\"active\":true}]}"
            .formatted(dead.value(), alive.value()));
    assertThat(await(api.checkTokens("default", List.of(alive, dead, missing))))
        .isEqualTo(new Answer.Ok<>(Set.of(alive)));
    assertThat(seen).contains("POST /api/v1/platform/user-tokens {\"tokens\":[\"691d5ae8");
  }

  @ParameterizedTest
  @ValueSource(ints = {413, 599, 600, 601, 602, 603, 604, 605, 609})
  void aDefiniteCodeUnderHttp400IsRefused(int code) throws Exception {
    answer(400, "{\"error\":{\"reference\":\"ref-1\",\"code\":%d}}".formatted(code));
    assertThat(create()).isEqualTo(new Answer.Refused<>(code, "ref-1", 400, Refusals.text(code)));
  }

  @Test
  void aBodyThatIsNotAcceptedIsRefusedWithoutACode() throws Exception {
    answer(400, "{\"error\":{\"reference\":\"ref-1\",\"code\":null}}");
    assertThat(create()).isEqualTo(new Answer.Refused<>(null, "ref-1", 400, Refusals.text(null)));
  }

  @Test
  void code409IsAConflictWhateverTheStatus() throws Exception {
    answer(400, "{\"error\":{\"reference\":\"r\",\"code\":409}}");
    assertThat(create()).isEqualTo(new Answer.Conflict<>());
  }

  @Test
  void code404IsNotFound() throws Exception {
    answer(404, "{\"error\":{\"reference\":\"r\",\"code\":404}}");
    assertThat(read()).isEqualTo(new Answer.NotFound<>());
  }

  @Test
  void anUnknownEndpointIsNotAnAbsentPayload() throws Exception {
    answer(
        404,
        "{\"error\":true,\"message\":\"Endpoint unknown or method invalid for given endpoint\",\"reference\":\"\",\"code\":404,\"req\":\"/v1/x\",\"method\":\"GET\"}");
    assertUnclear(read(), true);
  }

  @Test
  void anHtml404IsNotAnAbsentPayload() throws Exception {
    answer(404, "<html>not found</html>");
    assertUnclear(read(), true);
  }

  @ParameterizedTest
  @CsvSource({"400,810", "403,811", "403,812", "401,813", "400,814"})
  void credentialCodesAreUnauthorized(int status, int code) throws Exception {
    answer(status, "{\"error\":{\"reference\":\"r\",\"code\":%d}}".formatted(code));
    assertThat(create()).isEqualTo(new Answer.Unauthorized<>(code));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void authenticationStatusesAreAlike(int status) throws Exception {
    answer(status, "");
    assertThat(create()).isEqualTo(new Answer.Unauthorized<>(null));
  }

  @Test
  void aProxysOwn403SaysNothingAboutCredentials() throws Exception {
    answer(403, "<html>blocked</html>");
    assertUnclear(create(), true);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 520, 302, 200})
  void aBodyThatIsNotJsonIsUnclear(int status) throws Exception {
    answer(status, "<html>oops</html>");
    assertUnclear(create(), true);
  }

  @Test
  void aFatalErrorIsUnclear() throws Exception {
    answer(500, "{\"error\":true,\"message\":\"boom\",\"reference\":\"r\",\"code\":500}");
    assertUnclear(create(), true);
  }

  @Test
  void anOrdinaryErrorUnder500IsUnclear() throws Exception {
    answer(500, "{\"error\":{\"reference\":\"r\",\"code\":500}}");
    assertUnclear(read(), true);
  }

  @Test
  void aCreateWithoutUuidIsUnclear() throws Exception {
    answer(200, "{\"pushed\":true}");
    assertUnclear(create(), true);
  }

  @ParameterizedTest
  @CsvSource({
    "Retry-After, 17, PT17S",
    "Retry-After, 'Sun, 01 Mar 2026 12:00:40 GMT', PT40S",
    "X-RateLimit-Reset, 1772366425, PT25S"
  })
  void aRateLimitTellsHowLong(String header, String value, Duration expected) throws Exception {
    answer(429, "<html>slow down</html>", header, value);
    assertThat(create()).isEqualTo(new Answer.RateLimited<>(expected));
  }

  @Test
  void aRateLimitIsSetAgainstThePlatformsOwnClock() throws Exception {
    answer(429, "", "Date", "Sun, 01 Mar 2026 11:00:00 GMT", "X-RateLimit-Reset", "1772362830");
    assertThat(create()).isEqualTo(new Answer.RateLimited<>(Duration.ofSeconds(30)));
  }

  @Test
  void aRateLimitMayTellNothing() throws Exception {
    answer(429, "");
    assertThat(create()).isEqualTo(new Answer.RateLimited<>(null));
  }

  @Test
  void aRefusedConnectionWasNotSent() throws Exception {
    HttpXamanApi nowhere = client(1);
    assertUnclear(await(nowhere.ping("default")), false);
    await(nowhere.close());
  }

  @Test
  void aLostAnswerWasSent() throws Exception {
    handler = request -> request.connection().close();
    assertUnclear(create(), true);
  }

  @Test
  void noAnswerInTimeWasSent() throws Exception {
    hurry();
    handler = request -> {};
    assertUnclear(create(), true);
  }

  @Test
  @ResourceLock(LogLines.CLIENT)
  void thatACallIsGivenUpBeforeItIsSentIsNoErrorInTheLog() throws Exception {
    hurry();
    handler = request -> {};
    try (LogLines log = LogLines.of(LogLines.CLIENT)) {
      // More than there are connections.
      for (Future<?> call : Stream.generate(() -> api.ping("default")).limit(40).toList()) {
        await(call);
      }
      answer(200, payload(UUID));
      read();

      assertThat(log.containing("ERROR")).isEmpty();
    }
  }

  @Test
  void anAnswerThatTricklesIsGivenUpAtTheSameLimit() throws Exception {
    hurry();
    handler =
        request -> {
          request.response().setChunked(true).write("{");
          long timer = vertx.setPeriodic(50, _ -> request.response().write(" "));
          request.connection().closeHandler(_ -> vertx.cancelTimer(timer));
        };
    assertUnclear(create(), true);
  }

  @Test
  void anAnswerOverOneMebibyteIsGivenUp() throws Exception {
    handler = request -> request.response().end(Buffer.buffer(new byte[1024 * 1024 + 1]));
    assertUnclear(create(), true);
  }

  private static String payload(String uuid) {
    return """
        {"meta":{"exists":true,"uuid":"%s","signed":false,"resolved":false,"submit":false,"multisign":false},
         "payload":{"tx_type":"SignIn","request_json":{"TransactionType":"SignIn","SignIn":true}},
         "response":{},"custom_meta":{"identifier":null}}
        """
        .formatted(uuid);
  }

  @Test
  void aOneTimeTokenIsExchangedWithoutTheSecret() throws Exception {
    handler =
        request -> {
          seen = request.method() + " " + request.path() + " " + request.headers();
          request
              .response()
              .end(
                  """
                  {"ott":{"account":"rAda","nodetype":"MAINNET","networkid":0,"locale":"en",
                   "user_device":{"currency":"USD","more":{}},"origin":{"type":"QR","data":{}}},
                   "app":{"name":"Shop"},"jwt":"a.b.c"}""");
        };

    Answer<XappVisit> answer = await(api.authorize("default", "the-ott"));

    assertThat(answer)
        .isEqualTo(
            new Answer.Ok<>(
                new XappVisit(
                    Secret.of("a.b.c"),
                    "rAda",
                    "MAINNET",
                    0,
                    "en",
                    Map.of(
                        "device", Map.of("currency", "USD"),
                        "origin", Map.of("type", "QR", "data", Map.of())))));
    assertThat(seen)
        .startsWith("GET /api/v1/jwt/authorize ")
        .contains("x-api-key=the-key", "x-api-ott=the-ott")
        .doesNotContain("the-secret");
    assertThat(answer.toString()).doesNotContain("a.b.c", "rAda");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void thatThePlatformDoesNotLikeAOneTimeTokenIsNotAboutTheCredentials(int status)
      throws Exception {
    answer(status, "{\"error\":{\"reference\":\"r\",\"code\":813}}");

    assertThat(await(api.authorize("default", "the-ott")))
        .isInstanceOfSatisfying(
            Answer.Refused.class, refused -> assertThat(refused.code()).isEqualTo(813));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"jwt\":\"a.b.c\"}", "{\"ott\":{}}", "{\"jwt\":7,\"ott\":[]}"})
  void anExchangeWithoutJwtOrDataIsNoAnswer(String body) throws Exception {
    answer(200, body);

    assertThat(await(api.authorize("default", "the-ott"))).isInstanceOf(Answer.Unclear.class);
  }

  @Test
  void aBearersCreateIsSentInThePersonsContextWithoutTheApplicationsCredentials() throws Exception {
    handler =
        request -> {
          seen =
              String.join(
                  " ",
                  request.method().name(),
                  request.uri(),
                  request.getHeader("authorization"),
                  String.valueOf(request.getHeader("x-api-key")),
                  String.valueOf(request.getHeader("x-api-secret")));
          request.response().end("{\"uuid\":\"" + UUID + "\",\"pushed\":true}");
        };

    assertThat(createAsPerson()).isInstanceOf(Answer.Ok.class);
    assertThat(seen).isEqualTo("POST /api/v1/jwt/payload Bearer t.o.k null null");
  }

  @ParameterizedTest
  @CsvSource({"401,813", "403,813", "403,812", "403,811", "401,null", "400,813"})
  void theRefusalOfABearerIsNotThatOfTheApplication(int status, String code) throws Exception {
    answer(status, "{\"error\":{\"reference\":\"r\",\"code\":" + code + "}}");

    assertThat(createAsPerson())
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused -> {
              assertThat(String.valueOf(refused.code())).isEqualTo(code);
              assertThat(refused.httpStatus()).isEqualTo(403);
              assertThat(refused.message()).doesNotContain("t.o.k");
            });
  }

  @Test
  void aDisabledApplicationIsThatWhoeverAsks() throws Exception {
    answer(403, "{\"error\":{\"reference\":\"r\",\"code\":810}}");

    assertThat(createAsPerson()).isEqualTo(new Answer.Unauthorized<>(810));
  }

  private Answer<Signal.Created> createAsPerson() throws Exception {
    Ask ask = Rig.create("order-1", Rig.bearer("t.o.k")).ask();
    return await(api.create(Rig.subject("order-1"), ask, null));
  }
}
