package dev.countersign.promises;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.SignRequestCancelled;
import dev.countersign.SignRequestCancelledReason;
import dev.countersign.SignRequestCreated;
import dev.countersign.SignRequestEvent;
import dev.countersign.SignRequestEventType;
import dev.countersign.SignRequestFailure;
import dev.countersign.SignRequestFailureCode;
import dev.countersign.SignRequestLinks;
import dev.countersign.SignRequestObservedVia;
import dev.countersign.SignRequestResolution;
import dev.countersign.request.Signal;
import dev.countersign.request.Trace;
import dev.countersign.wire.Encodings;
import dev.countersign.wire.Format;
import dev.countersign.worker.Codecs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A history to be told in a test, which then breaks the rules or does not. */
abstract class Telling {
  static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
  static final Duration REMEMBER_FOR = Duration.ofDays(7);
  static final String UUID = "3f0e1b8c-3a6e-4f5d-8d8a-b5f1a6d1a111";
  static final String CREATE =
      "{\"id\":\"r\",\"user\":\"ada\",\"txjson\":{\"TransactionType\":\"SignIn\"}}";
  static final String CANCEL = "{\"id\":\"r\",\"action\":\"CANCEL\"}";

  final List<Command> commands = new ArrayList<>();
  final List<SignRequestEvent> events = new ArrayList<>();
  final List<PlatformPayload> payloads = new ArrayList<>();

  void rejectedStory() {
    command(CREATE);
    created();
    end(SignRequestEventType.REJECTED);
    payloads.add(payload(UUID, resolved(false)));
  }

  void command(String json) {
    commands.add(command(json, T0));
  }

  static Command command(String json, Instant at) {
    return command(json, at, false);
  }

  static Command command(String json, Instant at, boolean redriven) {
    Signal signal =
        Codecs.of(Set.of("default"), Encodings.of(Format.AVRO))
            .commands()
            .decode("r", json.getBytes(UTF_8), null, at, Trace.NONE, redriven);
    return new Command("r", signal, at);
  }

  void created() {
    events.add(created(false));
  }

  SignRequestEvent created(boolean pushRequested) {
    return next(SignRequestEventType.CREATED)
        .setCreated(
            SignRequestCreated.newBuilder()
                .setPushRequested(pushRequested)
                .setLinks(SignRequestLinks.newBuilder().build())
                .build())
        .build();
  }

  void event(SignRequestEventType type) {
    events.add(next(type).build());
  }

  void end(SignRequestEventType type) {
    events.add(next(type).setTerminal(true).build());
  }

  void signed(boolean late) {
    events.add(
        next(SignRequestEventType.SIGNED)
            .setTerminal(true)
            .setResolution(SignRequestResolution.newBuilder().setLate(late).build())
            .build());
  }

  void cancelled(SignRequestCancelledReason reason) {
    SignRequestEvent.Builder event = next(SignRequestEventType.CANCELLED).setTerminal(true);
    if (reason == SignRequestCancelledReason.BEFORE_CREATION) {
      event.setPayloadUuid(null);
    }
    events.add(
        event.setCancelled(SignRequestCancelled.newBuilder().setReason(reason).build()).build());
  }

  void refused(SignRequestCancelledReason reason) {
    events.add(
        next(SignRequestEventType.CANCEL_REFUSED)
            .setCancelled(SignRequestCancelled.newBuilder().setReason(reason).build())
            .build());
  }

  void failed(SignRequestFailureCode code) {
    events.add(
        next(SignRequestEventType.FAILED)
            .setTerminal(true)
            .setPayloadUuid(code == SignRequestFailureCode.PAYLOAD_UNKNOWN ? UUID : null)
            .setFailure(SignRequestFailure.newBuilder().setCode(code).setMessage("why").build())
            .build());
  }

  SignRequestEvent.Builder next(SignRequestEventType type) {
    return at(events.size(), type);
  }

  static SignRequestEvent.Builder at(long sequence, SignRequestEventType type) {
    return SignRequestEvent.newBuilder()
        .setEventId("e" + sequence)
        .setRequestId("r")
        .setApplication("default")
        .setUser("ada")
        .setType(type)
        .setTerminal(false)
        .setSequence(sequence)
        .setOccurredAt(T0)
        .setObservedAt(T0.plusSeconds(sequence))
        .setObservedVia(SignRequestObservedVia.PLATFORM)
        .setPayloadUuid(UUID);
  }

  static PlatformPayload payload(String uuid, PlatformPayload.@Nullable Resolution resolution) {
    return new PlatformPayload(uuid, "r", null, true, resolution);
  }

  static PlatformPayload.Resolution resolved(boolean signed) {
    return new PlatformPayload.Resolution(signed, T0);
  }

  List<String> broken() {
    return Promises.broken(events, commands, payloads, REMEMBER_FOR).stream()
        .map(Broken::toString)
        .toList();
  }

  /** Only what one rule says. */
  void assertBroken(Rule rule, String... what) {
    assertThat(Promises.broken(events, commands, payloads, REMEMBER_FOR))
        .filteredOn(broken -> broken.rule() == rule)
        .extracting(Broken::toString)
        .containsExactly(what);
  }

  void assertBroken(String... what) {
    assertThat(broken()).containsExactlyInAnyOrder(what);
  }

  /** The payload is as the story has it. */
  void assertStory(String... what) {
    boolean signed =
        events.stream().anyMatch(event -> event.getType() == SignRequestEventType.SIGNED);
    boolean created =
        events.stream().anyMatch(event -> event.getType() == SignRequestEventType.CREATED);
    boolean rejected =
        events.stream().anyMatch(event -> event.getType() == SignRequestEventType.REJECTED);
    if (created) {
      payloads.add(payload(UUID, signed || rejected ? resolved(signed) : null));
    }
    assertBroken(Rule.STORY, what);
  }
}
