package dev.countersign.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.request.Ask;
import dev.countersign.request.Asked;
import dev.countersign.request.Bearer;
import dev.countersign.request.Payload;
import dev.countersign.request.PayloadView;
import dev.countersign.request.Signal;
import dev.countersign.request.Subject;
import dev.countersign.request.UserToken;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The platform over HTTP (PROTOCOL §§2–6, §8.5). */
final class HttpXamanApi implements XamanApi {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final String CREATE = "payload";

  /** PROTOCOL §2.2. */
  private static final int DISABLED = 810;

  private static final Duration CALL_LIMIT = Duration.ofSeconds(20);

  /** Shorter than what servers keep, so that a create rarely meets a connection being closed. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

  private final Vertx vertx;
  private final Context context;
  private final HttpClient client;
  private final InstantSource clock;
  private final Origin origin;
  private final Keyring keyring;
  private final int defaultExpireMinutes;
  private final @Nullable Integer lastLedgerOffset;
  private final Duration callLimit;
  private Allowance.Listener allowances = (_, _, _) -> {};

  HttpXamanApi(Vertx vertx, Context context, InstantSource clock, PlatformSettings settings) {
    this(vertx, context, clock, settings, CALL_LIMIT);
  }

  HttpXamanApi(
      Vertx vertx,
      Context context,
      InstantSource clock,
      PlatformSettings settings,
      Duration callLimit) {
    this.vertx = vertx;
    this.context = context;
    this.clock = clock;
    this.origin = new Origin(settings.url());
    this.keyring = settings.keyring();
    this.defaultExpireMinutes = settings.defaultExpireMinutes();
    this.lastLedgerOffset = settings.lastLedgerOffset();
    this.callLimit = callLimit;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout((int) CONNECT_LIMIT.toMillis())
                .setKeepAliveTimeout((int) KEEP_ALIVE.toSeconds())
                .setDecompressionSupported(true),
            new PoolOptions().setHttp1MaxSize(settings.limits().maxInFlight()));
  }

  @Override
  public void onAllowance(Allowance.Listener listener) {
    allowances = listener;
  }

  @Override
  public Future<Answer<Signal.Created>> create(
      Subject subject, Ask ask, @Nullable UserToken token) {
    String body = CreateBody.of(subject, ask, token, defaultExpireMinutes, lastLedgerOffset);
    Bearer bearer = ask.bearer();
    if (bearer != null) {
      RequestOptions options =
          request(HttpMethod.POST, origin.jwt(CREATE))
              .putHeader("authorization", "Bearer " + bearer.token());
      String application = subject.application();
      return attempt(
              options,
              body,
              CreateReader::read,
              allowance -> allowances.told(application, true, allowance))
          .map(HttpXamanApi::aboutBearer);
    }
    return call(subject.application(), HttpMethod.POST, CREATE, body, CreateReader::read);
  }

  /**
   * That the person's JWT is not accepted says nothing of the application's credentials; only that
   * the application is disabled does.
   */
  private static <T> Answer<T> aboutBearer(Answer<T> answer) {
    return answer instanceof Answer.Unauthorized<T>(Integer code)
            && (code == null || code != DISABLED)
        ? new Answer.Refused<>(
            code,
            null,
            403,
            "the platform does not accept the bearer"
                + (code == null ? "" : " (code " + code + ")"))
        : answer;
  }

  @Override
  public Future<Answer<Signal.Found>> findByIdentifier(Subject subject, Ask ask) {
    return call(
        subject.application(),
        HttpMethod.GET,
        "payload/ci/" + encoded(subject.id()),
        null,
        body -> found(origin, subject, ask, body));
  }

  static Signal.@Nullable Found found(Origin origin, Subject subject, Ask ask, JsonNode body) {
    PayloadView view = PayloadReader.read(body, ask.template());
    return view == null
        ? null
        : new Signal.Found(
            view, origin.links(view.uuid(), view.pushed()), ContentMatch.same(ask, subject, body));
  }

  @Override
  public Future<Answer<PayloadView>> read(String application, Payload payload) {
    Asked asked = payload.asked();
    return call(
        application,
        HttpMethod.GET,
        "payload/" + encoded(payload.uuid()),
        null,
        body -> {
          PayloadView view = PayloadReader.read(body, asked == null ? null : asked.template());
          return view == null || !view.uuid().equalsIgnoreCase(payload.uuid()) ? null : view;
        });
  }

  @Override
  public Future<Answer<Signal.CancelAnswered>> cancel(String application, String uuid) {
    return call(
        application, HttpMethod.DELETE, "payload/" + encoded(uuid), null, CancelReader::read);
  }

  @Override
  public Future<Answer<ApplicationInfo>> ping(String application) {
    return call(application, HttpMethod.GET, "ping", null, ApplicationInfo::read);
  }

  @Override
  public Future<Answer<Set<UserToken>>> checkTokens(
      String application, Collection<UserToken> tokens) {
    String body;
    try {
      List<String> values = tokens.stream().map(UserToken::value).toList();
      body = Json.MAPPER.writeValueAsString(Map.of("tokens", values));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a list of strings is not JSON", impossible);
    }
    return call(
        application,
        HttpMethod.POST,
        "user-tokens",
        body,
        answer -> TokensReader.active(answer, tokens));
  }

  @Override
  public Future<Answer<XappVisit>> authorize(String application, String oneTimeToken) {
    Credentials credentials = keyring.of(application);
    if (credentials == null) {
      return Future.succeededFuture(new Answer.Refused<>(811, null, 403, Refusals.text(811)));
    }
    RequestOptions options =
        request(HttpMethod.GET, origin.jwt("authorize"))
            .putHeader("x-api-key", credentials.apiKey())
            .putHeader("x-api-ott", oneTimeToken);
    return attempt(
            options,
            null,
            VisitReader::read,
            allowance -> allowances.told(application, false, allowance))
        .map(
            answer ->
                answer instanceof Answer.Unauthorized<XappVisit>(Integer code)
                    ? new Answer.Refused<>(code, null, 403, Refusals.text(code))
                    : answer);
  }

  Future<Void> close() {
    return client.close();
  }

  private <T> Future<Answer<T>> call(
      String application,
      HttpMethod method,
      String path,
      @Nullable String body,
      Function<JsonNode, @Nullable T> reader) {
    Credentials credentials = keyring.of(application);
    if (credentials == null) {
      return Future.succeededFuture(new Answer.Unauthorized<>(null));
    }
    RequestOptions options =
        request(method, origin.api(path))
            .putHeader("x-api-key", credentials.apiKey())
            .putHeader("x-api-secret", credentials.apiSecret().reveal());
    boolean create = path.equals(CREATE);
    return attempt(
        options, body, reader, allowance -> allowances.told(application, create, allowance));
  }

  private static RequestOptions request(HttpMethod method, String address) {
    return new RequestOptions()
        .setMethod(method)
        .setAbsoluteURI(address)
        .setFollowRedirects(false)
        .putHeader("accept", "application/json")
        .putHeader("user-agent", "countersign");
  }

  private <T> Future<Answer<T>> attempt(
      RequestOptions options,
      @Nullable String body,
      Function<JsonNode, @Nullable T> reader,
      Consumer<Allowance> told) {
    if (body != null) {
      options.putHeader("content-type", "application/json");
    }
    HttpAttempt<T> attempt = new HttpAttempt<>(clock, reader, told);
    context.runOnContext(_ -> attempt.start(vertx, client, options, body, callLimit));
    return attempt.answer();
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
