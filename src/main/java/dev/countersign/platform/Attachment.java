package dev.countersign.platform;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One status socket from opening to loss. It is dead when nothing is heard (PROTOCOL §7.2). */
final class Attachment implements StatusSockets.Receiver {
  private static final Duration FIRST_FRAME = Duration.ofSeconds(15);

  /** Keepalives come every 15 s. */
  private static final Duration SILENCE = Duration.ofSeconds(45);

  /** Whose socket it is. */
  interface Owner {
    void heard(Attachment attachment, Frame frame);

    /** The platform does not seem to know the payload. */
    void doubted(Attachment attachment);

    void lost(Attachment attachment, String reason);
  }

  private final Turns turns;
  private final PlatformMetrics metrics;
  private final Owner owner;
  private final String uuid;
  private final Instant begunAt;
  private StatusSockets.@Nullable Connection connection;
  private @Nullable Instant stoodAt;
  private Instant heardAt;
  private Timers.Timer timer = () -> {};
  private boolean over;

  Attachment(Turns turns, PlatformMetrics metrics, Owner owner, String uuid) {
    this.turns = turns;
    this.metrics = metrics;
    this.owner = owner;
    this.uuid = uuid;
    this.begunAt = turns.now();
    this.heardAt = begunAt;
  }

  void open(StatusSockets sockets, String url) {
    connection = sockets.open(url, this);
    timer = turns.after(FIRST_FRAME, this::listen);
  }

  /** Null: no frame has come yet. */
  @Nullable Instant stoodAt() {
    return stoodAt;
  }

  @Override
  public void message(String text) {
    turns.run(() -> heard(text));
  }

  @Override
  public void closed(String reason) {
    turns.run(() -> lost(reason));
  }

  void close() {
    if (over) {
      return;
    }
    over = true;
    timer.cancel();
    if (stoodAt != null) {
      metrics.socketGone();
    }
    if (connection != null) {
      connection.close();
    }
  }

  private void heard(String text) {
    if (over) {
      return;
    }
    metrics.frameRead();
    Frame frame = FrameParser.parse(text, uuid);
    heardAt = turns.now();
    if (stoodAt == null && frame instanceof Frame.Message(String message)) {
      owner.doubted(this);
      lost("the platform says: " + message);
      return;
    }
    if (stoodAt == null) {
      stoodAt = heardAt;
      metrics.socketStands();
    }
    switch (frame) {
      case Frame.Garbage _ -> metrics.frameDropped("garbage");
      case Frame.OtherPayload _ -> metrics.frameDropped("other_payload");
      case Frame.Other _ -> metrics.frameDropped("unknown");
      case Frame.Welcome _,
          Frame.Message _,
          Frame.Countdown _,
          Frame.Opened _,
          Frame.Expired _,
          Frame.Resolved _,
          Frame.DevappFetched _,
          Frame.PreSigned _,
          Frame.Dispatched _ -> {}
    }
    owner.heard(this, frame);
  }

  /** One timer for many frames: it looks back and, if there was one, waits for the rest. */
  private void listen() {
    Instant deadline = stoodAt == null ? begunAt.plus(FIRST_FRAME) : heardAt.plus(SILENCE);
    Duration left = Duration.between(turns.now(), deadline);
    if (left.isPositive()) {
      timer = turns.after(left, this::listen);
    } else {
      lost(stoodAt == null ? "no first frame" : "silent");
    }
  }

  private void lost(String reason) {
    if (!over) {
      close();
      owner.lost(this, reason);
    }
  }
}
