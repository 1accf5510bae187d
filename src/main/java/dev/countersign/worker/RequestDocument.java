package dev.countersign.worker;

import dev.countersign.request.Links;
import dev.countersign.request.Outcome;
import dev.countersign.request.Payload;
import dev.countersign.request.RequestState;
import dev.countersign.request.Subject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it is shown to people. Its names and the words of {@code status} are API; no token
 * and no JWT is in it.
 */
final class RequestDocument {
  private static final Links FORGOTTEN = new Links(null, null, null, null, List.of(), null);

  private final Map<String, Object> fields = new LinkedHashMap<>();

  private RequestDocument() {}

  static Map<String, Object> of(String requestId, RequestState state) {
    RequestDocument document = new RequestDocument();
    document.put("request_id", requestId);
    switch (state) {
      case RequestState.Unknown _ -> throw new IllegalArgumentException("nothing to show");
      case RequestState.CancelAhead ahead -> {
        document.put("application", ahead.application());
        document.put("status", "CANCELLED_AHEAD");
        document.put("terminal", false);
        document.put("sequence", 0L);
      }
      case RequestState.Replacing replacing -> {
        document.show(replacing, "WAITING", false);
        document.put("replaces", replacing.trail().predecessor());
      }
      case RequestState.Queued queued -> document.show(queued, "WAITING", false);
      case RequestState.Creating creating -> document.show(creating, "CREATING", false);
      case RequestState.Open open -> {
        String opened = open.openedAt() == null ? "OPEN" : "OPENED";
        document.show(open, open.expired() ? "EXPIRED" : opened, false);
        document.show(open.payload());
        document.put("opened_at", open.openedAt());
      }
      case RequestState.Lingering lingering -> {
        document.show(lingering, lingering.outcome().name(), true);
        document.show(lingering);
        document.show(lingering.outcome(), lingering.endedAt());
      }
      case RequestState.Settling settling -> {
        boolean unknown = settling.unknownSince() != null;
        document.show(settling, unknown ? "SETTLEMENT_UNKNOWN" : "SIGNED", unknown);
        document.put("payload_uuid", settling.payloadUuid());
        document.put("txid", settling.transaction().txid());
        document.put("network", settling.transaction().network());
      }
      case RequestState.Ended ended -> {
        document.show(ended, ended.outcome().name(), true);
        document.put("payload_uuid", ended.payloadUuid());
        document.show(ended.outcome(), ended.endedAt());
      }
    }
    return document.fields;
  }

  private void show(RequestState.Known state, String status, boolean terminal) {
    Subject subject = state.subject();
    put("application", subject.application());
    put("user", subject.user());
    put("status", status);
    put("terminal", terminal);
    put("sequence", state.sequence());
    put("tx_type", subject.txType());
    put("context", subject.context());
  }

  /** One that a webhook brought back has only its payload's uuid: the rest was forgotten. */
  private void show(RequestState.Lingering state) {
    if (state.payload().links().equals(FORGOTTEN)) {
      put("payload_uuid", state.payload().uuid());
    } else {
      show(state.payload());
    }
  }

  private void show(Payload payload) {
    Links links = payload.links();
    RequestDocument shown = new RequestDocument();
    shown.put("always", links.always());
    shown.put("no_push_msg_received", links.noPushMsgReceived());
    shown.put("qr_png", links.qrPng());
    shown.put("qr_matrix", links.qrMatrix());
    shown.put("qr_uri_quality_opts", links.qrUriQualityOpts());
    shown.put("websocket_status", links.websocketStatus());
    put("payload_uuid", payload.uuid());
    put("links", shown.fields);
    put("expires_at", payload.expiresAt());
  }

  private void show(Outcome outcome, Instant endedAt) {
    put("outcome", outcome.name());
    put("ended_at", endedAt);
  }

  /** What is not known is left out. */
  private void put(String name, @Nullable Object value) {
    if (value != null) {
      fields.put(name, value instanceof Instant instant ? instant.toString() : value);
    }
  }
}
