package dev.countersign.platform;

import dev.countersign.request.Ask;
import dev.countersign.request.Payload;
import dev.countersign.request.PayloadView;
import dev.countersign.request.Signal;
import dev.countersign.request.Subject;
import dev.countersign.request.UserToken;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The platform's calls, one raw attempt each: nothing here waits, repeats or remembers. The futures
 * never fail; what went wrong is in the answer.
 */
public interface XamanApi {

  /** Who is told what answers say of an application's minute; one at most. */
  void onAllowance(Allowance.Listener listener);

  /** POST payload. {@code token} null: no push. */
  Future<Answer<Signal.Created>> create(Subject subject, Ask ask, @Nullable UserToken token);

  /** GET payload by identifier, and whether what is found asks for the same. */
  Future<Answer<Signal.Found>> findByIdentifier(Subject subject, Ask ask);

  /** GET payload by uuid, and what was signed held against what was asked for. */
  Future<Answer<PayloadView>> read(String application, Payload payload);

  /** DELETE payload. */
  Future<Answer<Signal.CancelAnswered>> cancel(String application, String uuid);

  /** Whether the credentials are accepted, and whose they are. */
  Future<Answer<ApplicationInfo>> ping(String application);

  /** Those of {@code tokens} that are alive. */
  Future<Answer<Set<UserToken>>> checkTokens(String application, Collection<UserToken> tokens);

  /** GET jwt/authorize. That the platform does not like it is never about the credentials. */
  Future<Answer<XappVisit>> authorize(String application, String oneTimeToken);
}
