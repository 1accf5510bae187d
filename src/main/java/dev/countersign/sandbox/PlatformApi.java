package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of a call through the platform: faults, route, JSON, authentication, limits, work. */
final class PlatformApi {
  private static final Logger log = LoggerFactory.getLogger(PlatformApi.class);
  private static final String UNKNOWN_ENDPOINT =
      "Endpoint unknown or method invalid for given endpoint";

  private final World world;
  private final PayloadCalls payloads;
  private final TokenCalls tokens;
  private final TransactionCalls transactions;
  private final Rates rates = new Rates();
  private final HookHashes hooks = new HookHashes();
  private final XappCalls xapps;

  PlatformApi(World world) {
    this.world = world;
    this.payloads = new PayloadCalls(world);
    this.tokens = new TokenCalls(world);
    this.transactions = new TransactionCalls(world);
    this.xapps = new XappCalls(world);
  }

  void handle(HttpServerRequest request) {
    Exchange exchange = new Exchange(world, request);
    Bodies.read(request).onSuccess(body -> faulted(exchange, body));
  }

  private void faulted(Exchange exchange, Optional<Buffer> body) {
    FaultRules.Plan plan = world.faults.plan(exchange.target());
    world.loop.afterRealMillis(
        plan.latencyMillis(),
        () -> {
          switch (plan.ending()) {
            case null -> exchange.send(process(exchange, body));
            case Effect.Reset reset -> exchange.drop();
            case Effect.LoseAnswer lose -> {
              process(exchange, body);
              exchange.drop();
            }
            case Effect.Refusal refusal -> exchange.refuse(refusal);
          }
        });
  }

  private Answer process(Exchange exchange, Optional<Buffer> body) {
    if (exchange.route.endpoint() == Endpoint.UNKNOWN) {
      return Answer.fatal(404, UNKNOWN_ENDPOINT, "", exchange.path(), exchange.method());
    }
    JsonNode json;
    try {
      json = parsed(body);
    } catch (IOException malformed) {
      // Before authentication, hence a reference of its own and no X-Call-Ref (PROTOCOL §3).
      return Answer.error(400, null, exchange.reference);
    }
    Map<String, String> limits = Map.of();
    try {
      if (!exchange.anonymous()) {
        Application application = exchange.authenticate();
        RateLimiter.Verdict verdict =
            application.limiter.take(
                world.limits(application), exchange.route.endpoint(), exchange.at());
        limits = world.settings.limitAnswers().headers(verdict);
        if (!verdict.allowed()) {
          return world.settings.limitAnswers().refusal(verdict, exchange);
        }
      }
      return answered(work(exchange, json), exchange, limits);
    } catch (PlatformError e) {
      return answered(Answer.error(e.status, e.code, exchange.reference), exchange, limits);
    } catch (RuntimeException e) {
      log.atError().setCause(e).addKeyValue("path", exchange.path()).log("A call failed");
      Answer fatal =
          Answer.fatal(
              500, "The sandbox failed", exchange.reference, exchange.path(), exchange.method());
      return answered(fatal, exchange, limits);
    }
  }

  private static Answer answered(Answer answer, Exchange exchange, Map<String, String> limits) {
    return answer.with(limits).with("X-Call-Ref", exchange.reference);
  }

  private Answer work(Exchange exchange, @Nullable JsonNode json) {
    String argument = exchange.route.argument();
    return switch (exchange.route.endpoint()) {
      case CREATE -> payloads.create(exchange, json);
      case READ -> payloads.read(exchange);
      case READ_BY_IDENTIFIER -> payloads.readByIdentifier(exchange);
      case CANCEL -> payloads.cancel(exchange);
      case PING -> Pings.authenticated(exchange);
      case PING_NOAUTH -> Pings.anonymous(exchange);
      case USER_TOKEN -> tokens.one(exchange);
      case USER_TOKENS -> tokens.several(exchange, json);
      case KYC_OF_TOKEN -> world.kyc.ofToken(world, exchange, json);
      case KYC_OF_ACCOUNT -> world.kyc.ofAccount(argument);
      case STORAGE_GET -> world.storage.get(exchange.application());
      case STORAGE_SET -> world.storage.set(exchange.application(), json);
      case STORAGE_DELETE -> world.storage.delete(exchange.application());
      case CURATED_ASSETS -> CuratedAssets.answer(exchange.origin());
      case RATES -> rates.answer(argument);
      case XRPL_TX -> transactions.one(argument);
      case ACCOUNT_META -> AccountMeta.answer(argument, world.kyc, exchange.origin());
      case RAILS -> Rails.answer();
      case HOOK_HASHES -> hooks.all();
      case HOOK_HASH -> hooks.one(argument);
      case NFTOKEN_DETAIL -> NftokenDetail.answer(argument, exchange.person(), exchange.origin());
      case USERDATA_LIST -> world.userData.list(exchange.application(), exchange.person());
      case USERDATA_RETRIEVE ->
          world.userData.retrieve(exchange.application(), exchange.person(), argument);
      case USERDATA_PERSIST ->
          world.userData.persist(exchange.application(), exchange.person(), argument, json);
      case USERDATA_REMOVE ->
          world.userData.remove(exchange.application(), exchange.person(), argument);
      case AUTHORIZE -> xapps.authorize(exchange);
      case XAPP_OTT -> xapps.ott(exchange);
      case XAPP_OTT_AGAIN -> xapps.ottAgain(exchange);
      case XAPP_PUSH -> xapps.push(exchange, json);
      case XAPP_EVENT -> xapps.event(exchange, json);
      case OAUTH2, SOCKET, WEBHOOK, LEDGER, UNKNOWN ->
          throw new IllegalStateException(exchange.route + " is no call to be worked on");
    };
  }

  /** Null for no body at all; only objects and arrays are JSON to the platform's parser. */
  private static @Nullable JsonNode parsed(Optional<Buffer> body) throws IOException {
    Buffer bytes = body.orElseThrow(() -> new IOException("over " + Bodies.LIMIT + " bytes"));
    if (bytes.length() == 0) {
      return null;
    }
    JsonNode json = Json.parse(bytes.getBytes());
    if (!json.isContainerNode()) {
      throw new IOException("neither object nor array");
    }
    return json;
  }
}
