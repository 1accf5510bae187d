package dev.countersign.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The rules in force, and what they do to a call. */
final class FaultRules {
  static final class Rule {
    final Fault fault;
    private final Random random;
    @Nullable Integer remaining;

    Rule(Fault fault) {
      this.fault = fault;
      this.random = new Random(fault.seed());
      this.remaining = fault.times();
    }

    private boolean matches(Endpoint.Target target) {
      return (remaining == null || remaining > 0) && about(target);
    }

    private boolean about(Endpoint.Target target) {
      String path = fault.path();
      return (fault.application() == null || isOf(fault.application(), target))
          && (fault.method() == null || fault.method().equalsIgnoreCase(target.method()))
          && (path == null ? target.endpoint() != Endpoint.LEDGER : aboutPath(target, path));
    }

    private static boolean isOf(String application, Endpoint.Target target) {
      return target.application() != null
          && Applications.normal(application).equals(Applications.normal(target.application()));
    }

    private static boolean aboutPath(Endpoint.Target target, String path) {
      return path.toLowerCase(Locale.ROOT).equals(target.endpoint().label)
          || (path.startsWith("/") && target.path().startsWith(path));
    }

    private boolean strikes() {
      if (fault.probability() < 1 && random.nextDouble() >= fault.probability()) {
        return false;
      }
      if (remaining != null) {
        remaining--;
      }
      return true;
    }
  }

  /** What happens to one call or handshake before anyone looks at it. */
  record Plan(long latencyMillis, Effect.@Nullable Ending ending) {}

  /** What happens to the frames of one socket. */
  record Frames(Effect.@Nullable SilentSockets silent, boolean fragmented, boolean garbage) {}

  /** What happens to one webhook before its first attempt. */
  record Hooks(boolean lost, boolean duplicate, Duration delay) {}

  private final List<Rule> rules = new ArrayList<>();

  void add(Fault fault) {
    rules.add(new Rule(fault));
  }

  void clear() {
    rules.clear();
  }

  List<Rule> all() {
    return rules;
  }

  Plan plan(Endpoint.Target target) {
    Duration latency = Duration.ZERO;
    for (Rule rule : rules) {
      if (rule.fault.effect() instanceof Effect.Latency wait
          && rule.matches(target)
          && rule.strikes()) {
        latency = latency.plus(wait.delay().drawn(rule.random));
      }
      if (rule.fault.effect() instanceof Effect.Ending ending
          && rule.matches(target)
          && rule.strikes()) {
        return new Plan(latency.toMillis(), ending);
      }
    }
    return new Plan(latency.toMillis(), null);
  }

  boolean hides(Endpoint.Target target, Duration age) {
    for (Rule rule : rules) {
      if (rule.fault.effect() instanceof Effect.ReadLag(Duration lag)
          && age.compareTo(lag) < 0
          && rule.matches(target)
          && rule.strikes()) {
        return true;
      }
    }
    return false;
  }

  Frames frames(Endpoint.Target target) {
    Effect.SilentSockets silent = null;
    boolean fragmented = false;
    boolean garbage = false;
    for (Rule rule : rules) {
      if (!rule.matches(target)) {
        continue;
      }
      switch (rule.fault.effect()) {
        case Effect.SilentSockets s -> silent = rule.strikes() ? s : silent;
        case Effect.FragmentedFrames f -> fragmented |= rule.strikes();
        case Effect.GarbageFrames g -> garbage |= rule.strikes();
        case Effect.Ending e -> {}
        case Effect.Latency l -> {}
        case Effect.ReadLag r -> {}
        case Effect.DuplicateWebhooks d -> {}
        case Effect.DelayedWebhooks d -> {}
        case Effect.LostWebhooks l -> {}
      }
    }
    return new Frames(silent, fragmented, garbage);
  }

  Hooks hooks(Endpoint.Target target) {
    boolean lost = false;
    boolean duplicate = false;
    Duration delay = Duration.ZERO;
    for (Rule rule : rules) {
      if (!rule.matches(target)) {
        continue;
      }
      switch (rule.fault.effect()) {
        case Effect.DuplicateWebhooks d -> duplicate |= rule.strikes();
        case Effect.LostWebhooks l -> lost |= rule.strikes();
        case Effect.DelayedWebhooks(Duration more) ->
            delay = rule.strikes() ? delay.plus(more) : delay;
        case Effect.Ending e -> {}
        case Effect.Latency l -> {}
        case Effect.ReadLag r -> {}
        case Effect.SilentSockets s -> {}
        case Effect.FragmentedFrames f -> {}
        case Effect.GarbageFrames g -> {}
      }
    }
    return new Hooks(lost, duplicate, delay);
  }
}
