package dev.countersign.worker;

import dev.countersign.wire.CommandDecoder;
import dev.countersign.wire.EventCodec;
import dev.countersign.wire.Format;
import dev.countersign.wire.StateCodec;
import dev.countersign.wire.TokenCodec;
import java.util.Set;

/** How the loop reads and writes its topics. */
public record Codecs(
    CommandDecoder commands, EventCodec events, TokenCodec tokens, StateCodec states) {

  /** For a fleet that knows these applications and publishes in this format. */
  public static Codecs of(Set<String> applications, Format format) {
    return new Codecs(
        new CommandDecoder(applications),
        new EventCodec(format),
        new TokenCodec(format),
        new StateCodec());
  }
}
