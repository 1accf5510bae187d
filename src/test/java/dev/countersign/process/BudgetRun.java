package dev.countersign.process;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.process.BudgetPlan.Demand;
import dev.countersign.process.BudgetPlan.Limit;
import dev.countersign.sandbox.Call;
import dev.countersign.sandbox.PayloadSnapshot;
import dev.countersign.sandbox.Sandbox;
import dev.countersign.sandbox.SandboxApplication;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** A plan carried out: topics, platform and workers of its own, and what came of it. */
final class BudgetRun implements AutoCloseable {
  private static final Duration AT_MOST = Duration.ofMinutes(45);
  private static final Duration GLANCE = Duration.ofMillis(200);

  /** So many of a hundred are the hot worker's. */
  private static final int SKEW = 93;

  private final BudgetPlan plan;
  private final Deployment deployment;
  private final Sandbox sandbox;
  private final Service service;
  private final BudgetFleet fleet;
  private final Map<String, SandboxApplication> applications = new LinkedHashMap<>();
  private final Map<String, List<IdealRate.Change>> changes = new HashMap<>();
  private final Map<String, Queue<Limit>> toCome = new HashMap<>();
  private final Set<String> asked = new HashSet<>();
  private final Set<String> urgent = new HashSet<>();
  private @Nullable Instant first;
  private boolean killed;
  private int createdBefore;

  /** When this returns the workers wait for commands. */
  BudgetRun(BudgetPlan plan, Path logs) {
    this.plan = plan;
    this.deployment = Deployment.create("budget-" + plan.name());
    this.sandbox = deployment.sandbox();
    sandbox.change(settings -> settings.withLimitAnswers(plan.answers()));
    Map<String, String> credentials = new HashMap<>();
    for (Demand demand : plan.demands()) {
      SandboxApplication application =
          demand.alias().equals("default")
              ? SandboxApplication.DEFAULT
              : sandbox.addApplication(demand.alias());
      applications.put(demand.alias(), application);
      String name = "COUNTERSIGN_APPLICATIONS_" + demand.alias().toUpperCase(Locale.ROOT);
      credentials.put(name + "_API_KEY", application.key());
      credentials.put(name + "_API_SECRET", application.secret());
      toCome.put(demand.alias(), new ArrayDeque<>(demand.limits()));
      limit(demand);
    }
    this.service = new Service(deployment.config());
    this.fleet = new BudgetFleet(deployment, credentials, logs);
  }

  /** The limit that is due next, noted with its moment. */
  private void limit(Demand demand) {
    Limit limit = toCome.getOrDefault(demand.alias(), new ArrayDeque<>()).remove();
    changes
        .computeIfAbsent(demand.alias(), _ -> new ArrayList<>())
        .add(new IdealRate.Change(sandbox.clock().now(), limit.creates()));
    sandbox.limit(application(demand.alias()).key(), limit.limits());
  }

  private SandboxApplication application(String alias) {
    SandboxApplication application = applications.get(alias);
    if (application == null) {
      throw new IllegalStateException("no " + alias + " in " + plan);
    }
    return application;
  }

  /** Returns when everything is created that the plan waits for, or when that takes too long. */
  void play() {
    String priority = plan.urgent() == 0 ? null : "LOW";
    plan.demands().forEach(demand -> ask(asked, demand.alias(), demand.commands(), priority));
    try {
      Awaitility.await(plan.name())
          .pollInSameThread()
          .pollDelay(Duration.ZERO)
          .pollInterval(GLANCE)
          .atMost(AT_MOST)
          .until(this::step);
    } catch (ConditionTimeoutException _) {
      System.out.printf("budget: %s is not over after %s%n", plan.name(), AT_MOST);
    }
  }

  private void ask(Set<String> ids, String alias, int commands, @Nullable String priority) {
    for (int i = 0; i < commands; i++) {
      boolean isHot = (i + 1) * SKEW / 100 > i * SKEW / 100;
      String id = fleet.id(alias + (priority == null ? "" : priority) + i, isHot);
      ids.add(id);
      service.send(
          "{\"id\":\"%s\",\"application\":\"%s\",%s\"txjson\":{\"TransactionType\":\"SignIn\"}}"
              .formatted(id, alias, priority == null ? "" : "\"priority\":\"" + priority + "\","));
    }
  }

  private boolean step() {
    List<Call> calls = sandbox.calls();
    if (first == null) {
      first = calls.stream().filter(BudgetRun::isCreate).map(Call::at).findFirst().orElse(null);
      return false;
    }
    Instant begun = first;
    for (Demand demand : plan.demands()) {
      Limit next = toCome.getOrDefault(demand.alias(), new ArrayDeque<>()).peek();
      if (next != null && !sandbox.clock().now().isBefore(begun.plus(next.after()))) {
        limit(demand);
      }
    }
    List<String> created = created(calls);
    if (plan.urgent() > 0 && urgent.isEmpty() && !created.isEmpty()) {
      ask(urgent, plan.demands().getFirst().alias(), plan.urgent(), "HIGH");
      createdBefore = created(sandbox.calls()).size();
    }
    if (plan.kill() && !killed && created.size() * 2 >= asked.size()) {
      killed = true;
      fleet.killTheHotOne();
    }
    return urgent.isEmpty()
        ? created.size() >= asked.size() && toCome.values().stream().allMatch(Queue::isEmpty)
        : created.containsAll(urgent);
  }

  private static boolean isCreate(Call call) {
    return call.endpoint().equals("create");
  }

  private static List<String> created(List<Call> calls) {
    return calls.stream()
        .filter(call -> isCreate(call) && call.status() == 200)
        .map(call -> String.valueOf(call.identifier()))
        .toList();
  }

  BudgetPlan plan() {
    return plan;
  }

  BudgetFigures figures(String alias) {
    return BudgetFigures.of(
        sandbox.calls(), application(alias).key(), changes.getOrDefault(alias, List.of()));
  }

  /** Identifiers of all payloads that the platform has. */
  List<String> payloads() {
    return sandbox.payloads().stream()
        .map(PayloadSnapshot::identifier)
        .map(String::valueOf)
        .toList();
  }

  /** Ids of the commands that were sent; without those that the plan does not wait for. */
  Set<String> awaited() {
    return urgent.isEmpty() ? asked : urgent;
  }

  /** Requests that ended without a payload. */
  List<String> failed() {
    return service.historyToTheEnd().stream().filter(event -> event.endsWith(" FAILED")).toList();
  }

  /** A line for each application. */
  String table() {
    String figures =
        plan.demands().stream()
            .map(d -> "%-17s%-8s%s%n".formatted(plan.name(), d.alias(), figures(d.alias()).line()))
            .collect(Collectors.joining());
    return figures + overtaken() + forecasts();
  }

  /** How far the creates were from what DEFERRED had said, in seconds. */
  private String forecasts() {
    Map<String, Instant> etas = new HashMap<>();
    List<Double> errors = new ArrayList<>();
    for (String name : service.historyToTheEnd()) {
      JsonNode event = service.event(name);
      String id = event.path("request_id").asText();
      JsonNode eta = event.path("deferred").path("eta");
      if (eta.isTextual()) {
        etas.putIfAbsent(id, Instant.parse(eta.asText()));
      } else if (name.endsWith(" CREATED") && etas.containsKey(id)) {
        Instant created = Instant.parse(event.path("occurred_at").asText());
        errors.add(Duration.between(etas.get(id), created).toMillis() / 1000.0);
      }
    }
    Collections.sort(errors);
    return errors.isEmpty()
        ? ""
        : "%-17s%-8screated this long after the eta of DEFERRED, %d of them: 5 %% %.1f s, half %.1f s, 95 %% %.1f s%n"
            .formatted(
                plan.name(),
                "",
                errors.size(),
                errors.get(errors.size() / 20),
                errors.get(errors.size() / 2),
                errors.get(errors.size() * 19 / 20));
  }

  private String overtaken() {
    if (urgent.isEmpty()) {
      return "";
    }
    List<String> order = created(sandbox.calls());
    int last = urgent.stream().mapToInt(order::indexOf).max().orElse(-1) + 1;
    return "%-17s%-8slast of %d HIGH is create number %d; %d were created when the last HIGH was sent%n"
        .formatted(plan.name(), "", urgent.size(), last, createdBefore);
  }

  String state() {
    return fleet.state();
  }

  @Override
  public void close() {
    fleet.close();
    service.close();
    deployment.close();
  }
}
