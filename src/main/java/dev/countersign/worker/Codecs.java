package dev.countersign.worker;

import dev.countersign.wire.CommandDecoder;
import dev.countersign.wire.Encodings;
import dev.countersign.wire.EventCodec;
import dev.countersign.wire.StateCodec;
import dev.countersign.wire.TokenCodec;
import java.util.Set;

/** How the loop reads and writes its topics. */
public record Codecs(
    CommandDecoder commands, EventCodec events, TokenCodec tokens, StateCodec states) {

  /** For a fleet that knows these applications. */
  public static Codecs of(Set<String> applications, Encodings encodings) {
    return new Codecs(
        new CommandDecoder(applications),
        new EventCodec(encodings.events()),
        new TokenCodec(encodings.tokens()),
        new StateCodec());
  }
}
