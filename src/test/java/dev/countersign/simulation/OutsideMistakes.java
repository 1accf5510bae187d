package dev.countersign.simulation;

import dev.countersign.platform.Allowance;
import dev.countersign.platform.Answer;
import dev.countersign.platform.ApplicationInfo;
import dev.countersign.platform.Platform;
import dev.countersign.platform.StatusSockets;
import dev.countersign.platform.Timers;
import dev.countersign.platform.XamanApi;
import dev.countersign.platform.XappVisit;
import dev.countersign.platform.budget.Demand;
import dev.countersign.request.Action;
import dev.countersign.request.Ask;
import dev.countersign.request.Payload;
import dev.countersign.request.PayloadView;
import dev.countersign.request.Signal;
import dev.countersign.request.Subject;
import dev.countersign.request.UserToken;
import dev.countersign.request.Via;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Ports on the platform's side with a mistake that somebody could make. */
final class OutsideMistakes {
  private OutsideMistakes() {}

  /** Polls what its socket would tell. */
  static final class ReadsEveryMinute implements Platform {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Platform platform;
    private final Timers timers;
    private final Map<String, Timers.Timer> polls = new HashMap<>();

    ReadsEveryMinute(Platform platform, Timers timers) {
      this.platform = platform;
      this.timers = timers;
    }

    @Override
    public void start(Subject subject, Action action) {
      platform.start(subject, action);
      if (action instanceof Action.Watch watch) {
        poll(subject, watch.payload());
      } else if (action instanceof Action.Unwatch) {
        stop(subject.id());
      }
    }

    private void poll(Subject subject, Payload payload) {
      stop(subject.id());
      polls.put(
          subject.id(),
          timers.after(
              MINUTE,
              () -> {
                platform.start(subject, new Action.Read(payload, Via.RECONCILIATION, false));
                poll(subject, payload);
              }));
    }

    private void stop(String requestId) {
      Timers.Timer poll = polls.remove(requestId);
      if (poll != null) {
        poll.cancel();
      }
    }

    @Override
    public void demand(String application, Demand demand) {
      platform.demand(application, demand);
    }

    @Override
    public void release(Collection<String> requestIds) {
      platform.release(requestIds);
      requestIds.forEach(this::stop);
    }
  }

  /** Frames that arrive other than they were sent. */
  record Misheard(StatusSockets sockets, UnaryOperator<String> ear) implements StatusSockets {
    @Override
    public Connection open(String url, Receiver receiver) {
      return sockets.open(url, mishearing(receiver, ear));
    }
  }

  private static StatusSockets.Receiver mishearing(
      StatusSockets.Receiver receiver, UnaryOperator<String> ear) {
    return new StatusSockets.Receiver() {
      @Override
      public void message(String text) {
        receiver.message(ear.apply(text));
      }

      @Override
      public void closed(String reason) {
        receiver.closed(reason);
      }
    };
  }

  /** A second socket for the same payload stands, and tells nothing. */
  static final class DeafAfterAReconnect implements StatusSockets {
    private final StatusSockets sockets;
    private final Set<String> opened = new HashSet<>();

    DeafAfterAReconnect(StatusSockets sockets) {
      this.sockets = sockets;
    }

    @Override
    public Connection open(String url, Receiver receiver) {
      boolean first = opened.add(url);
      return sockets.open(url, first ? receiver : mishearing(receiver, _ -> "{}"));
    }
  }

  /** Takes "not now" for "never". */
  record FailsWhatIsRateLimited(XamanApi api) implements XamanApi {
    @Override
    public void onAllowance(Allowance.Listener listener) {
      api.onAllowance(listener);
    }

    @Override
    public Future<Answer<Signal.Created>> create(
        Subject subject, Ask ask, @Nullable UserToken token) {
      return api.create(subject, ask, token)
          .map(
              answer ->
                  answer instanceof Answer.RateLimited<Signal.Created>
                      ? new Answer.Refused<>(429, null, 429, "too many requests")
                      : answer);
    }

    @Override
    public Future<Answer<Signal.Found>> findByIdentifier(Subject subject, Ask ask) {
      return api.findByIdentifier(subject, ask);
    }

    @Override
    public Future<Answer<PayloadView>> read(String application, Payload payload) {
      return api.read(application, payload);
    }

    @Override
    public Future<Answer<Signal.CancelAnswered>> cancel(String application, String uuid) {
      return api.cancel(application, uuid);
    }

    @Override
    public Future<Answer<ApplicationInfo>> ping(String application) {
      return api.ping(application);
    }

    @Override
    public Future<Answer<Set<UserToken>>> checkTokens(
        String application, Collection<UserToken> tokens) {
      return api.checkTokens(application, tokens);
    }

    @Override
    public Future<Answer<XappVisit>> authorize(String application, String oneTimeToken) {
      return api.authorize(application, oneTimeToken);
    }
  }
}
