package dev.countersign.simulation;

import dev.countersign.platform.Allowance;
import dev.countersign.platform.Answer;
import dev.countersign.platform.ApplicationInfo;
import dev.countersign.platform.XamanApi;
import dev.countersign.platform.XappVisit;
import dev.countersign.request.Ask;
import dev.countersign.request.CancelReason;
import dev.countersign.request.Links;
import dev.countersign.request.Payload;
import dev.countersign.request.PayloadView;
import dev.countersign.request.Signal;
import dev.countersign.request.Subject;
import dev.countersign.request.UserToken;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A worker's calls. What was sent arrives, also when the worker has died meanwhile. */
final class SimApi implements XamanApi {
  private final World world;
  private final Weather weather;
  private final PostWatch watch;
  private final SimProcess process;
  private final Agenda agenda;
  private final Chance chance;
  private final Journal journal;
  private Allowance.Listener allowances = (_, _, _) -> {};

  SimApi(
      World world,
      Weather weather,
      PostWatch watch,
      SimProcess process,
      Agenda agenda,
      Chance chance,
      Journal journal) {
    this.world = world;
    this.weather = weather;
    this.watch = watch;
    this.process = process;
    this.agenda = agenda;
    this.chance = chance;
    this.journal = journal;
  }

  @Override
  public void onAllowance(Allowance.Listener listener) {
    allowances = listener;
  }

  @Override
  public Future<Answer<Signal.Created>> create(
      Subject subject, Ask ask, @Nullable UserToken token) {
    PostWatch.Post post = watch.sent(process, subject, ask, token);
    return call(
            subject.application(),
            true,
            "create " + subject.id(),
            () -> {
              SimPayload payload = world.create(subject, ask, token);
              return payload == null
                  ? new Answer.Conflict<Signal.Created>()
                  : new Answer.Ok<>(
                      new Signal.Created(payload.uuid, links(payload), payload.pushed));
            })
        .onSuccess(post::answered);
  }

  @Override
  public Future<Answer<Signal.Found>> findByIdentifier(Subject subject, Ask ask) {
    return call(
        subject.application(),
        false,
        "find " + subject.id(),
        () -> {
          SimPayload payload = world.byIdentifier(subject.application(), subject.id());
          if (payload == null || agenda.instant().isBefore(payload.readableAt)) {
            watch.saidAbsent(subject);
            return new Answer.NotFound<>();
          }
          PayloadView view = payload.view(agenda.instant(), world.shownToken(payload));
          boolean same = payload.ask.template().equals(ask.template());
          return new Answer.Ok<>(new Signal.Found(view, links(payload), same));
        });
  }

  @Override
  public Future<Answer<PayloadView>> read(String application, Payload held) {
    String uuid = held.uuid();
    world.calm.asked(uuid);
    return call(
        application,
        false,
        "read " + uuid,
        () -> {
          SimPayload payload = readable(uuid);
          if (payload == null) {
            return new Answer.NotFound<>();
          }
          PayloadView view = payload.view(agenda.instant(), world.shownToken(payload));
          if (view.signed() && world.calm.isWatching()) {
            payload.saidSigned(agenda.instant());
          }
          if (view.resolved()) {
            world.calm.shown(process, payload);
          }
          return new Answer.Ok<>(view);
        });
  }

  @Override
  public Future<Answer<Signal.CancelAnswered>> cancel(String application, String uuid) {
    return call(
        application,
        false,
        "cancel " + uuid,
        () -> {
          SimPayload payload = readable(uuid);
          if (payload == null) {
            return new Answer.NotFound<>();
          }
          CancelReason reason = world.cancel(payload);
          return new Answer.Ok<>(new Signal.CancelAnswered(reason == CancelReason.OK, reason));
        });
  }

  @Override
  public Future<Answer<ApplicationInfo>> ping(String application) {
    return call(
        application,
        false,
        "ping",
        () -> new Answer.Ok<>(new ApplicationInfo("simulated", null, false)));
  }

  /** Nobody opens an xApp here. */
  @Override
  public Future<Answer<XappVisit>> authorize(String application, String oneTimeToken) {
    return call(application, false, "authorize", Answer.NotFound::new);
  }

  @Override
  public Future<Answer<Set<UserToken>>> checkTokens(
      String application, Collection<UserToken> tokens) {
    return call(
        application,
        false,
        "check token",
        () ->
            new Answer.Ok<>(
                tokens.stream().filter(world::isAlive).collect(Collectors.toUnmodifiableSet())));
  }

  private @Nullable SimPayload readable(String uuid) {
    SimPayload payload = world.byUuid(uuid);
    return payload == null || agenda.instant().isBefore(payload.readableAt) ? null : payload;
  }

  private static Links links(SimPayload payload) {
    return new Links(
        null, null, null, null, List.of(), Fleet.PLATFORM_SOCKETS + "/sign/" + payload.uuid);
  }

  private <T> Future<Answer<T>> call(
      String application, boolean create, String what, Supplier<Answer<T>> unlimited) {
    Supplier<Answer<T>> effect = () -> withinLimits(application, create, unlimited);
    Promise<Answer<T>> promise = Promise.promise();
    Weather.Fate fate = weather.fate(application);
    journal.note(process.name, () -> "sends " + what + ": " + fate);
    Duration soon = chance.latency();
    Duration timeout = chance.seconds(5, 12);
    switch (fate) {
      case ANSWERED ->
          agenda.after(
              soon,
              () -> {
                Answer<T> answer = effect.get();
                Allowance told = world.budget.tell(application, create);
                answer(promise, chance.latency(), what, answer, application, create, told);
              });
      case NEVER_SENT -> answer(promise, soon, what, new Answer.Unclear<>("no connection", false));
      case CREDENTIALS_REFUSED -> answer(promise, soon, what, new Answer.Unauthorized<>(813));
      case TOO_MANY -> {
        Duration pause = chance.of(0.5) ? null : chance.seconds(1, 20);
        answer(promise, soon, what, new Answer.RateLimited<>(pause));
      }
      case ERROR_UNDONE -> answer(promise, soon, what, new Answer.Unclear<>("HTTP 502", true));
      case ERROR_DONE -> {
        agenda.after(soon, () -> happen(what, effect));
        answer(promise, soon.multipliedBy(2), what, new Answer.Unclear<>("HTTP 502", true));
      }
      case LOST_UNDONE -> answer(promise, timeout, what, new Answer.Unclear<>("timeout", true));
      case LOST_DONE -> {
        agenda.after(soon, () -> happen(what, effect));
        answer(promise, timeout, what, new Answer.Unclear<>("timeout", true));
      }
      case LOST_AND_DONE_LATE -> {
        agenda.after(timeout.plus(chance.seconds(0, 20)), () -> happen(what, effect));
        answer(promise, timeout, what, new Answer.Unclear<>("timeout", true));
      }
    }
    return promise.future();
  }

  private <T> Answer<T> withinLimits(
      String application, boolean create, Supplier<Answer<T>> effect) {
    SimBudget.Pause pause = world.budget.take(application, create);
    return pause == null ? effect.get() : new Answer.RateLimited<>(pause.length());
  }

  /** It is done, and nobody hears how. */
  private <T> void happen(String what, Supplier<Answer<T>> effect) {
    Answer<T> unheard = effect.get();
    journal.note("platform", () -> what + " came to " + Text.brief(unheard));
  }

  private <T> void answer(
      Promise<Answer<T>> promise, Duration delay, String what, Answer<T> answer) {
    answer(promise, delay, what, answer, "", false, null);
  }

  private <T> void answer(
      Promise<Answer<T>> promise,
      Duration delay,
      String what,
      Answer<T> answer,
      String application,
      boolean create,
      @Nullable Allowance told) {
    process.after(
        delay,
        () -> {
          if (told != null) {
            allowances.told(application, create, told);
          }
          journal.note(process.name, () -> "hears of " + what + ": " + Text.brief(answer));
          promise.complete(answer);
        });
  }
}
