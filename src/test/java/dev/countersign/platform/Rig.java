package dev.countersign.platform;

import dev.countersign.platform.budget.Backlog;
import dev.countersign.platform.budget.Claim;
import dev.countersign.platform.budget.Demand;
import dev.countersign.platform.budget.Outlook;
import dev.countersign.platform.budget.Rank;
import dev.countersign.request.Action;
import dev.countersign.request.Ask;
import dev.countersign.request.Bearer;
import dev.countersign.request.Expectation;
import dev.countersign.request.Inspection;
import dev.countersign.request.Links;
import dev.countersign.request.Payload;
import dev.countersign.request.PayloadView;
import dev.countersign.request.Signal;
import dev.countersign.request.Subject;
import dev.countersign.request.Trace;
import dev.countersign.request.UserToken;
import dev.countersign.request.Via;
import dev.countersign.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A dispatcher in virtual time, with the test at all its ends. */
final class Rig implements PlatformListener {
  static final String APP = "default";
  private static final int PLENTY = 1_000_000;

  final VirtualTime time = new VirtualTime();
  final FakeApi api = new FakeApi();
  final FakeJwts jwts = new FakeJwts();
  final FakeSockets sockets = new FakeSockets();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final List<Signal> signals = new ArrayList<>();
  final List<String> receivers = new ArrayList<>();
  final List<Gate> gates = new ArrayList<>();
  final List<Optional<Outlook>> outlooks = new ArrayList<>();
  int permits;
  final Dispatcher dispatcher;

  Rig() {
    this(new Limits(256, 100, 200));
  }

  /** The platform has told so much that nobody has to wait. */
  Rig(Limits limits) {
    this(limits, PLENTY);
  }

  /** The platform has told nothing of what it allows. */
  static Rig untold() {
    return new Rig(new Limits(256, 100, 200), null);
  }

  /** The platform has told that it allows so many calls a minute. */
  static Rig told(int calls) {
    return new Rig(new Limits(256, 100, 200), calls);
  }

  private Rig(Limits limits, @Nullable Integer told) {
    dispatcher =
        new Dispatcher(
            new Ports(Runnable::run, time, time, new Random(7)),
            api,
            jwts,
            sockets,
            URI.create("https://xumm.app"),
            limits,
            new Loopback(),
            this,
            meters,
            Tracing.off());
    if (told != null) {
      tell(told, told);
    }
    if (told != null && told == PLENTY) {
      api.allowances.told(APP, true, new Allowance(PLENTY - 1, PLENTY - 1));
      dispatcher.demand(APP, Demand.NONE);
    }
  }

  /** The platform has told this of all calls. */
  void tell(int limit, int remaining) {
    api.allowances.told(APP, false, new Allowance(limit, remaining));
    dispatcher.demand(APP, new Demand(List.of(), Backlog.NONE, permits, 0));
  }

  @Override
  public void permits(String application, int creates) {
    permits += creates;
  }

  @Override
  public void outlook(String application, @Nullable Outlook outlook) {
    outlooks.add(Optional.ofNullable(outlook));
  }

  @Override
  public void signal(String requestId, Signal signal) {
    receivers.add(requestId);
    signals.add(signal);
  }

  @Override
  public void gate(String application, Gate gate) {
    gates.add(gate);
  }

  /** A create is started with a permit, if there is one. */
  void start(String requestId, Action action) {
    if (action instanceof Action.Create) {
      Claim claim = Claim.of(Rank.CREATE_NORMAL, time.instant().toEpochMilli(), 1);
      dispatcher.demand(APP, new Demand(List.of(claim), new Backlog(0, 1, 0), permits, 0));
      dispatcher.demand(APP, new Demand(List.of(), Backlog.NONE, permits, 0));
    }
    dispatcher.start(subject(requestId), action);
  }

  /** The reason of the last gate that was told; null: open. */
  Gate.@Nullable Reason reason() {
    return gates.getLast() instanceof Gate.Closed closed ? closed.reason() : null;
  }

  Signal lastSignal() {
    return signals.getLast();
  }

  void read(String requestId) {
    start(requestId, new Action.Read(made(requestId), Via.TIMER));
  }

  static Action.Create create(String requestId) {
    return new Action.Create(subject(requestId), ask(), null);
  }

  static Action.Create create(String requestId, Bearer bearer) {
    return new Action.Create(subject(requestId), ask(bearer), null);
  }

  static Action.Verify verify(String requestId, Bearer bearer) {
    return new Action.Verify(subject(requestId), ask(bearer), bearer);
  }

  static Bearer bearer(String token) {
    return new Bearer(token, "key", Instant.parse("2026-03-02T12:00:00Z"), false);
  }

  static Action.Find find(String requestId) {
    return new Action.Find(subject(requestId), ask());
  }

  Action.Watch watch(String uuid, boolean opened, boolean fresh, Duration expiresIn) {
    return new Action.Watch(
        new Payload(uuid, links(null), time.instant().plus(expiresIn), null, null), opened, fresh);
  }

  Action.Watch watch(String uuid, boolean fresh) {
    return watch(uuid, false, fresh, Duration.ofHours(24));
  }

  static Payload made(String uuid) {
    return new Payload(uuid, links(null), Instant.parse("2026-03-02T12:00:00Z"), null, null);
  }

  static Links links(@Nullable String websocketStatus) {
    return new Links(null, null, null, null, List.of(), websocketStatus);
  }

  static Subject subject(String id) {
    return subject(id, APP);
  }

  static Subject subject(String id, String application) {
    return new Subject(
        id,
        application,
        null,
        "SignIn",
        Map.of(),
        Trace.NONE,
        "fp",
        Expectation.NONE,
        Instant.parse("2026-03-01T12:00:00Z"),
        null);
  }

  static Ask ask() {
    return ask("{\"TransactionType\":\"SignIn\"}");
  }

  static Ask ask(String txjson) {
    return asking(new Ask.Template.TxJson(txjson));
  }

  static Ask asking(Ask.Template template) {
    return new Ask(
        template,
        Ask.Options.NONE,
        null,
        null,
        null,
        null,
        Ask.Delivery.AUTO,
        Ask.Priority.NORMAL,
        null);
  }

  private static Ask ask(Bearer bearer) {
    return new Ask(
        ask().template(),
        Ask.Options.NONE,
        null,
        null,
        null,
        bearer,
        Ask.Delivery.AUTO,
        Ask.Priority.NORMAL,
        null);
  }

  static Answer<Signal.Created> created(String uuid) {
    return new Answer.Ok<>(new Signal.Created(uuid, links(null), false));
  }

  static Answer<Object> unclear() {
    return new Answer.Unclear<>("HTTP 502", true);
  }

  static Answer<PayloadView> payload(String uuid) {
    return new Answer.Ok<>(view(uuid));
  }

  static PayloadView view(String uuid) {
    return new PayloadView(
        uuid,
        false,
        false,
        false,
        false,
        false,
        false,
        true,
        false,
        "SignIn",
        null,
        null,
        null,
        new PayloadView.Response(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null),
        new Inspection.NothingSigned(),
        null);
  }

  static UserToken token() {
    return new UserToken("691d5ae8-968b-44c8-8835-f25da1214f35");
  }
}
