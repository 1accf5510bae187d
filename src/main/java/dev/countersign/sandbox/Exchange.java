package dev.countersign.sandbox;

import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One call under way, and what the log will say about it. */
final class Exchange {
  private static final Pattern TOKEN = Pattern.compile("(/user-token/|/xapp/ott/).+");

  private final World world;
  private final HttpServerRequest request;
  final Route route;

  /** X-Call-Ref, error reference and, for a create, the payload's uuid (PROTOCOL §2.1). */
  final String reference;

  private @Nullable String key;
  private @Nullable Caller caller;
  private @Nullable String payload;
  private @Nullable String identifier;
  private @Nullable Instant at;

  Exchange(World world, HttpServerRequest request) {
    this(world, request, Route.of(request.method().name(), path(request)));
  }

  Exchange(World world, HttpServerRequest request, Route route) {
    this.world = world;
    this.request = request;
    this.route = route;
    this.reference = world.ids.next();
    this.key = key(request);
    if (route.endpoint() == Endpoint.READ_BY_IDENTIFIER) {
      identifier = route.argument();
    } else if (route.endpoint() == Endpoint.READ || route.endpoint() == Endpoint.CANCEL) {
      payload = route.argument();
    }
  }

  String method() {
    return request.method().name();
  }

  String path() {
    return path(request);
  }

  private static String path(HttpServerRequest request) {
    String path = request.path();
    return path == null ? "/" : path;
  }

  Origin origin() {
    return Origin.of(request);
  }

  Endpoint.Target target() {
    return new Endpoint.Target(key, method(), route.endpoint(), path());
  }

  private static @Nullable String key(HttpServerRequest request) {
    String sent = Authentication.key(request);
    String bearer = Authentication.bearer(request);
    return sent == null && bearer != null ? Jwts.claimedClient(bearer) : sent;
  }

  /** An OAuth2 client names its key among the parameters. */
  void by(@Nullable String client) {
    key = client == null ? key : client;
  }

  Application authenticate() {
    Caller found = world.authentication.caller(Credentials.of(route), request);
    caller = found;
    return found.application();
  }

  Application application() {
    return caller().application();
  }

  /** Null where the application's back end calls for itself. */
  @Nullable Session session() {
    return caller().session();
  }

  /** Who signed in to make this call; with key and secret it is nobody in particular. */
  Person person() {
    Session session = session();
    if (session == null) {
      throw new IllegalStateException("Nobody signed in: " + route);
    }
    return session.person();
  }

  private Caller caller() {
    if (caller == null) {
      throw new IllegalStateException("Not authenticated yet: " + route);
    }
    return caller;
  }

  @Nullable String ott() {
    return Authentication.ott(request);
  }

  /** Whether nobody has to say, and nobody says, who is calling. */
  boolean anonymous() {
    return switch (Credentials.of(route)) {
      case NONE -> true;
      case IF_SENT -> key == null;
      case SECRET, BEARER, EITHER, ONE_TIME_TOKEN -> false;
    };
  }

  void about(@Nullable String uuid, @Nullable String itsIdentifier) {
    payload = uuid;
    identifier = itsIdentifier;
  }

  /** One moment for the limiter and for the log, so that the log shows what the limiter saw. */
  Instant at() {
    if (at == null) {
      at = world.now();
    }
    return at;
  }

  void send(Answer answer) {
    log(answer.status(), answer.code());
    answer.send(request.response());
  }

  void refuse(Effect.Refusal fault) {
    send(FaultAnswers.of(fault, reference, request));
  }

  void drop() {
    log(0, null);
    Severed.sever(request.connection());
  }

  private void log(int status, @Nullable Integer code) {
    String path = TOKEN.matcher(path()).replaceFirst("$1***");
    world.calls.add(
        new Call(
            at(), key, route.endpoint().label, method(), path, status, code, payload, identifier));
  }
}
