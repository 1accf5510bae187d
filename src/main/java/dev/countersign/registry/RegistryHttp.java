package dev.countersign.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.config.RegistrySettings;
import dev.countersign.wire.SchemaUnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Questions to a registry and its answers, one at a time for each thread. No answer, refused
 * credentials and a registry's own trouble are one thing to whoever asks: it has to wait.
 */
public final class RegistryHttp {
  /** After a failure nobody waits for the next one: there may be many who ask at once. */
  private static final Duration REST = Duration.ofMillis(900);

  private static final String REFUSED =
      "refuses the credentials (HTTP %d); check countersign.schema-registry.username, its password"
          + " and its rights";
  private static final String JSON = "application/vnd.schemaregistry.v1+json";

  private static final Logger log = LoggerFactory.getLogger(RegistryHttp.class);

  private final WebClient client;
  private final URI url;
  private final Duration limit;
  private final @Nullable String authorization;
  private final Consumer<@Nullable String> trouble;
  private volatile @Nullable Failure failure;

  /**
   * @param at of {@link System#nanoTime}
   */
  private record Failure(String why, long at) {}

  /**
   * @param limit for an answer
   * @param trouble is told what is wrong after each answer; null: nothing
   */
  public RegistryHttp(
      Vertx vertx, RegistrySettings settings, Duration limit, Consumer<@Nullable String> trouble) {
    WebClientOptions options =
        new WebClientOptions()
            .setConnectTimeout(Math.toIntExact(limit.toMillis()))
            // It would take the credentials to wherever it is sent.
            .setFollowRedirects(false)
            .setUserAgent("countersign");
    if (settings.caFile() != null) {
      options.setTrustOptions(new PemTrustOptions().addCertPath(settings.caFile().toString()));
    }
    this.client = WebClient.create(vertx, options);
    this.url = settings.url();
    this.limit = limit;
    this.trouble = trouble;
    RegistrySettings.Login login = settings.login();
    this.authorization =
        login == null
            ? null
            : "Basic "
                + Base64.getEncoder()
                    .encodeToString(
                        (login.username() + ':' + login.password().reveal()).getBytes(UTF_8));
  }

  /**
   * An answer that is of use.
   *
   * @param body empty where there was none, or no JSON
   */
  record Reply(int status, JsonObject body) {
    boolean isOk() {
      return status / 100 == 2;
    }

    /**
     * There is no such subject, version or schema. A 404 that does not say so comes from something
     * else than a registry, or from another path of it.
     */
    boolean isMissing() {
      Object code = body.getValue("error_code");
      return status == 404 && code instanceof Integer number && number / 100 == 404;
    }

    String message() {
      return body.getString("message", "HTTP " + status);
    }
  }

  URI url() {
    return url;
  }

  Reply get(String path) {
    return ask(HttpMethod.GET, path, null);
  }

  Reply post(String path, JsonObject body) {
    return ask(HttpMethod.POST, path, body);
  }

  Reply put(String path, JsonObject body) {
    return ask(HttpMethod.PUT, path, body);
  }

  /** It is no answer to what was asked. */
  SchemaUnavailableException unexpected(Reply reply) {
    return switch (reply.status()) {
      case 403 -> unavailable(REFUSED.formatted(403));
      case 404 ->
          unavailable(
              "has nothing where a registry is (HTTP 404); check its address,"
                  + " countersign.schema-registry.url");
      default -> unavailable("answered HTTP " + reply.status() + ": " + reply.message());
    };
  }

  private Reply ask(HttpMethod method, String path, @Nullable JsonObject body) {
    Failure last = failure;
    if (last != null && System.nanoTime() - last.at() < REST.toNanos()) {
      throw new SchemaUnavailableException(last.why());
    }
    HttpRequest<Buffer> request =
        client
            .requestAbs(method, url + path)
            .timeout(limit.toMillis())
            .putHeader("accept", JSON + ", application/json");
    if (authorization != null) {
      request.putHeader("authorization", authorization);
    }
    Reply reply = reply(await(body == null ? request.send() : send(request, body)));
    if (failure != null) {
      failure = null;
      log.atInfo().addKeyValue("registry", url).log("schema registry answers again");
    }
    trouble.accept(null);
    return reply;
  }

  private static Future<HttpResponse<Buffer>> send(HttpRequest<Buffer> request, JsonObject body) {
    return request.putHeader("content-type", JSON).sendBuffer(body.toBuffer());
  }

  private HttpResponse<Buffer> await(Future<HttpResponse<Buffer>> answer) {
    try {
      return answer
          .toCompletionStage()
          .toCompletableFuture()
          .get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw unavailable("does not answer within " + limit.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw unavailable("cannot be asked: " + messages(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("was not asked: interrupted");
    }
  }

  /** The outermost rarely says why. */
  private static String messages(@Nullable Throwable failure) {
    Set<String> messages = new LinkedHashSet<>();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      messages.add(String.valueOf(cause.getMessage()));
    }
    return String.join(": ", messages);
  }

  private Reply reply(HttpResponse<Buffer> answer) {
    int status = answer.statusCode();
    switch (status) {
      case 401 -> throw unavailable(REFUSED.formatted(401));
      case 408, 429 -> throw unavailable("answered HTTP " + status);
      default -> {
        if (status < 200 || status / 100 == 3 || status >= 500) {
          throw unavailable("answered HTTP " + status);
        }
      }
    }
    try {
      return new Reply(
          status, answer.body() == null ? new JsonObject() : answer.bodyAsJsonObject());
    } catch (DecodeException | ClassCastException e) {
      throw unavailable(
          "answered HTTP "
              + status
              + " with something that is no JSON object; check countersign.schema-registry.url");
    }
  }

  private SchemaUnavailableException unavailable(String what) {
    String why = url + " " + what;
    if (failure == null) {
      log.atWarn().addKeyValue("why", why).log("schema registry not available");
    }
    trouble.accept(why);
    failure = new Failure("the schema registry " + why, System.nanoTime());
    return new SchemaUnavailableException("the schema registry " + why);
  }
}
