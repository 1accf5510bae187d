package dev.countersign.platform;

import com.fasterxml.jackson.databind.JsonNode;

/** Tells what a socket message is. Frames have no type field: their keys tell (PROTOCOL §7.1). */
final class FrameParser {
  private FrameParser() {}

  /** Never throws. {@code uuid} is the payload that the socket is for. */
  static Frame parse(String text, String uuid) {
    JsonNode frame = Json.object(text);
    if (frame == null) {
      return new Frame.Garbage();
    }
    String about = Json.text(frame, "payload_uuidv4");
    if (about != null && !about.equalsIgnoreCase(uuid)) {
      return new Frame.OtherPayload();
    }
    if (frame.has("signed")) {
      return new Frame.Resolved(Json.isTrue(frame, "signed"));
    }
    if (Json.isTrue(frame, "expired")) {
      return new Frame.Expired();
    }
    if (Json.isTrue(frame, "opened")) {
      return new Frame.Opened();
    }
    if (frame.has("expires_in_seconds")) {
      return new Frame.Countdown();
    }
    return news(frame);
  }

  private static Frame news(JsonNode frame) {
    String message = Json.text(frame, "message");
    if (message != null) {
      return message.startsWith("Welcome") ? new Frame.Welcome() : new Frame.Message(message);
    }
    if (Json.isTrue(frame, "devapp_fetched")) {
      return new Frame.DevappFetched();
    }
    if (Json.isTrue(frame, "pre_signed")) {
      return new Frame.PreSigned();
    }
    return Json.isTrue(frame, "dispatched") ? new Frame.Dispatched() : new Frame.Other();
  }
}
