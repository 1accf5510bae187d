package dev.countersign.wire;

import dev.countersign.SignRequestCancelled;
import dev.countersign.SignRequestCancelledReason;
import dev.countersign.SignRequestCreated;
import dev.countersign.SignRequestDeferred;
import dev.countersign.SignRequestDeferredReason;
import dev.countersign.SignRequestEvent;
import dev.countersign.SignRequestEventType;
import dev.countersign.SignRequestExpired;
import dev.countersign.SignRequestFailure;
import dev.countersign.SignRequestFailureCode;
import dev.countersign.SignRequestLinks;
import dev.countersign.SignRequestObservedVia;
import dev.countersign.SignRequestResolution;
import dev.countersign.SignRequestSettlement;
import dev.countersign.request.Event;
import dev.countersign.request.Inspection;
import dev.countersign.request.Links;
import dev.countersign.request.PayloadView;
import java.util.List;
import java.util.TreeMap;

/**
 * {@link Event} as the published record. Enumerations have the same names on both sides, plus
 * UNKNOWN and what later releases publish in the schema.
 */
final class EventMapping {
  static {
    AvroClasses.trust();
  }

  private EventMapping() {}

  static SignRequestEvent toRecord(Event event) {
    var subject = event.subject();
    SignRequestEvent.Builder record =
        SignRequestEvent.newBuilder()
            .setEventId(event.id().toString())
            .setRequestId(subject.id())
            .setApplication(subject.application())
            .setUser(subject.user())
            .setType(SignRequestEventType.valueOf(event.type().name()))
            .setTerminal(event.terminal())
            .setSequence(event.sequence())
            .setOccurredAt(event.occurredAt())
            .setObservedAt(event.observedAt())
            .setObservedVia(SignRequestObservedVia.valueOf(event.via().name()))
            .setPayloadUuid(event.payloadUuid())
            .setTxType(subject.txType())
            // Sorted, so that a replay writes the same bytes.
            .setContext(new TreeMap<>(subject.context()));
    switch (event.detail()) {
      case null -> {}
      case Event.Detail.Deferral(var reason, var eta) ->
          record.setDeferred(
              new SignRequestDeferred(SignRequestDeferredReason.valueOf(reason.name()), eta));
      case Event.Detail.Creation creation -> record.setCreated(created(creation));
      case Event.Detail.Resolution resolution -> record.setResolution(resolution(resolution));
      case Event.Detail.Expiry(boolean opened, boolean done) ->
          record.setExpired(new SignRequestExpired(opened, done));
      case Event.Detail.Settlement settlement -> record.setSettlement(settlement(settlement));
      case Event.Detail.Cancellation(var reason) ->
          record.setCancelled(
              new SignRequestCancelled(SignRequestCancelledReason.valueOf(reason.name())));
      case Event.Detail.Failure failure ->
          record.setFailure(
              new SignRequestFailure(
                  SignRequestFailureCode.valueOf(failure.code().name()),
                  failure.message(),
                  failure.platformCode(),
                  failure.platformReference()));
    }
    return record.build();
  }

  private static SignRequestCreated created(Event.Detail.Creation creation) {
    Links links = creation.links();
    return new SignRequestCreated(
        creation.pushRequested(),
        creation.pushAccepted(),
        creation.adopted(),
        creation.expiresAt(),
        new SignRequestLinks(
            links.always(),
            links.noPushMsgReceived(),
            links.qrPng(),
            links.qrMatrix(),
            links.qrUriQualityOpts(),
            links.websocketStatus()));
  }

  private static SignRequestResolution resolution(Event.Detail.Resolution resolution) {
    PayloadView.Response response = resolution.response();
    Integer networkId = response.environmentNetworkid();
    return new SignRequestResolution(
        response.account(),
        response.signer(),
        response.txid(),
        response.hex(),
        response.multisignAccount(),
        response.dispatchedTo(),
        response.dispatchedNodetype(),
        response.dispatchedResult(),
        response.environmentNodetype(),
        networkId == null ? null : networkId.longValue(),
        response.origintype(),
        response.signmethod(),
        response.openedByDeeplink(),
        response.resolvedAt(),
        resolution.late(),
        resolution.unmet(),
        resolution.inspection() instanceof Inspection.Checked checked
            ? checked.mismatch()
            : List.of(),
        resolution.inspection() instanceof Inspection.Unchecked(String reason) ? reason : null);
  }

  private static SignRequestSettlement settlement(Event.Detail.Settlement settlement) {
    return new SignRequestSettlement(
        settlement.network(),
        settlement.ledgerIndex(),
        settlement.result(),
        settlement.delivered() == null ? null : settlement.delivered().text(),
        settlement.reason() == null ? null : settlement.reason().name(),
        settlement.unmet(),
        settlement.mismatch());
  }
}
