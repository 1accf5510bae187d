package dev.countersign.worker;

import dev.countersign.request.Event;
import dev.countersign.tracing.LogLine;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of turns whose records are committed: in the log, in metrics and in traces. */
record TurnReport(LoopMetrics metrics, String eventTopic) {
  private static final Logger log = LoggerFactory.getLogger(TurnReport.class);

  void committed(Turn turn, int inputs, Duration took) {
    metrics.committed(took, inputs);
    metrics.told(turn);
    for (Event event : turn.events) {
      LogLine.about(log.atInfo(), event.subject())
          .addKeyValue("application", event.subject().application())
          .addKeyValue("sequence", event.sequence())
          .addKeyValue("payload", event.payloadUuid())
          .log(event.type().name());
    }
    metrics.tracing().published(turn.events, eventTopic, took);
  }
}
