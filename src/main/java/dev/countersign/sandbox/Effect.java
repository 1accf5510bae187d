package dev.countersign.sandbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a fault does to the calls and sockets that it is about. */
public sealed interface Effect {
  /** Effects that decide a call, so that at most one of them takes effect. */
  sealed interface Ending extends Effect {}

  /** Endings that are an answer, given without processing the call. */
  sealed interface Refusal extends Ending {}

  /**
   * Answered without being processed; without a body it is the fatal form of PROTOCOL §3.
   *
   * @param status 200 to 599
   * @param json the body, unless {@code html} is
   * @throws SandboxRefusal when there are two bodies, or none of that status or form can be sent
   */
  record Status(int status, @Nullable String json, @Nullable String html) implements Refusal {
    public Status {
      if (status < 200 || status > 599) {
        throw SandboxRefusal.bad("status: " + status + " is not between 200 and 599.");
      }
      if (json != null && html != null) {
        throw SandboxRefusal.bad("body: is either JSON or HTML, not both.");
      }
      if (json != null && !Json.isJson(json)) {
        throw SandboxRefusal.bad("body: " + json + " is no JSON.");
      }
    }
  }

  /** HTTP 429 with or without being told how long to wait, as JSON or as a proxy's page. */
  record RateLimited(@Nullable Integer retryAfter, boolean html) implements Refusal {}

  /** HTTP 403, code 813. */
  record Unauthorized() implements Refusal {}

  /** The connection goes away before anything was processed. */
  record Reset() implements Ending {}

  /** Processed, and then the connection goes away instead of the answer. */
  record LoseAnswer() implements Ending {}

  /** Waits in real time, then goes on. */
  record Latency(Delay delay) implements Effect {}

  /** A payload younger than this cannot be read yet; sandbox time. */
  record ReadLag(Duration lag) implements Effect {}

  /** Sockets that connect but never say a word, or only Welcome. */
  record SilentSockets(boolean welcome) implements Effect {}

  /** Every message comes in several WebSocket frames. */
  record FragmentedFrames() implements Effect {}

  /** Webhooks that are sent twice, about the same call of the wallet. */
  record DuplicateWebhooks() implements Effect {}

  /** Webhooks whose first attempt is made later than it could be; sandbox time. */
  record DelayedWebhooks(Duration delay) implements Effect {}

  /** Webhooks that are never sent, as when the sender dies with them in its memory. */
  record LostWebhooks() implements Effect {}

  /** After Welcome: no JSON, unknown keys, another payload's resolve frame, 60 KiB. */
  record GarbageFrames() implements Effect {}
}
