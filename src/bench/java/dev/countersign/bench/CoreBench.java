package dev.countersign.bench;

import dev.countersign.request.Lifecycle;
import dev.countersign.request.Signal;
import dev.countersign.request.Step;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the rules themselves cost: one signal, without reading or writing anything. */
@State(Scope.Thread)
public class CoreBench {
  private final SampleLife life = new SampleLife();
  private final Lifecycle lifecycle = new Lifecycle(SampleLife.SETTINGS);
  private final Signal created = SampleLife.created(SampleLife.uuid(42));
  private final Signal signed = SampleLife.signed(SampleLife.uuid(42));

  @Benchmark
  public Step applyCreated() {
    return lifecycle.apply(life.creating, created, SampleLife.AT);
  }

  @Benchmark
  public Step applyPayloadRead() {
    return lifecycle.apply(life.open, signed, SampleLife.AT);
  }
}
