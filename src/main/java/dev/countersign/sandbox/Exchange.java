package dev.countersign.sandbox;

import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One call under way, and what the log will say about it. */
final class Exchange {
  private static final Pattern TOKEN = Pattern.compile("(/user-token/).+");

  private final World world;
  private final HttpServerRequest request;
  final Route route;

  /** X-Call-Ref, error reference and, for a create, the payload's uuid (PROTOCOL §2.1). */
  final String reference;

  private @Nullable Application application;
  private @Nullable Person person;
  private @Nullable String payload;
  private @Nullable String identifier;

  Exchange(World world, HttpServerRequest request) {
    this.world = world;
    this.request = request;
    this.route = Route.of(method(), path());
    this.reference = world.ids.next();
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
    String path = request.path();
    return path == null ? "/" : path;
  }

  Origin origin() {
    return Origin.of(request);
  }

  Endpoint.Target target() {
    return new Endpoint.Target(key(), method(), route.endpoint(), path());
  }

  private @Nullable String key() {
    return request.getHeader("x-api-key");
  }

  Application authenticate() {
    Application caller = world.applications.authenticate(key(), request.getHeader("x-api-secret"));
    application = caller;
    return caller;
  }

  Application application() {
    if (application == null) {
      throw new IllegalStateException("Not authenticated yet: " + route);
    }
    return application;
  }

  /** Who signed in to make this call; with key and secret it is nobody in particular. */
  Person person() {
    if (person == null) {
      throw new IllegalStateException("Nobody signed in: " + route);
    }
    return person;
  }

  /** Some calls need no credentials, but those that are sent have to be right (PROTOCOL §2.1). */
  boolean anonymous() {
    return route.endpoint() == Endpoint.PING_NOAUTH
        || (route.endpoint() == Endpoint.RAILS && key() == null);
  }

  void about(@Nullable String uuid, @Nullable String itsIdentifier) {
    payload = uuid;
    identifier = itsIdentifier;
  }

  void send(Answer answer) {
    log(answer.status(), answer.code());
    answer.send(request.response());
  }

  void drop() {
    log(0, null);
    Severed.sever(request.connection());
  }

  private void log(int status, @Nullable Integer code) {
    String path = TOKEN.matcher(path()).replaceFirst("$1***");
    world.calls.add(
        new Call(
            world.now(),
            key(),
            route.endpoint().label,
            method(),
            path,
            status,
            code,
            payload,
            identifier));
  }
}
