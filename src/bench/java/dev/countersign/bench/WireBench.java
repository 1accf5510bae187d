package dev.countersign.bench;

import dev.countersign.request.Event;
import dev.countersign.request.Signal;
import dev.countersign.wire.CommandDecoder;
import dev.countersign.wire.EventCodec;
import dev.countersign.wire.Format;
import dev.countersign.wire.StateCodec;
import java.util.Set;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What it costs to read and write records. */
@State(Scope.Thread)
public class WireBench {
  private final SampleLife life = new SampleLife();
  private final byte[] avro = SampleLife.avro();
  private final CommandDecoder decoder = new CommandDecoder(Set.of("default"));
  private final Event signed = life.signed.events().getFirst();
  private final EventCodec asJson = new EventCodec(Format.JSON);
  private final EventCodec asAvro = new EventCodec(Format.AVRO);
  private final StateCodec states = new StateCodec();
  private final byte[] state = states.encode(life.open);

  @Benchmark
  public Signal commandFromJson() {
    return decode(SampleLife.JSON);
  }

  @Benchmark
  public Signal commandFromAvro() {
    return decode(avro);
  }

  private Signal decode(byte[] value) {
    Signal signal = decoder.decode("order-42", value, null, SampleLife.AT, SampleLife.TRACE, false);
    if (!(signal instanceof Signal.CreateReceived)) {
      throw new IllegalStateException("not accepted: " + signal);
    }
    return signal;
  }

  @Benchmark
  public byte[] eventToJson() {
    return asJson.encode(signed);
  }

  @Benchmark
  public byte[] eventToAvro() {
    return asAvro.encode(signed);
  }

  @Benchmark
  public byte[] stateEncode() {
    return states.encode(life.open);
  }

  @Benchmark
  public StateCodec.Decoded stateDecode() {
    return states.decode(state, _ -> null);
  }
}
