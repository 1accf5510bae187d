package dev.countersign.platform;

import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of every change of a gate: the listener, the log and the metrics. */
record GateReport(PlatformListener listener, PlatformMetrics metrics) {
  private static final Logger log = LoggerFactory.getLogger(GateReport.class);

  /** {@code news}: for another reason than before; only that is worth a line. */
  void closed(String application, Gate.Closed closed, boolean news) {
    if (news) {
      log.atWarn()
          .addKeyValue("application", application)
          .addKeyValue("reason", closed.reason())
          .addKeyValue("until", closed.until().equals(Instant.MAX) ? null : closed.until())
          .addKeyValue("detail", closed.message())
          .log("application is not called for now");
    }
    if (news && closed.reason() == Gate.Reason.RATE_LIMITED) {
      metrics.paused(application);
    }
    metrics.gate(application, closed.reason());
    listener.gate(application, closed);
  }

  void opened(String application) {
    log.atInfo().addKeyValue("application", application).log("application is called again");
    reached(application);
  }

  /** The first answer, or another one. */
  void reached(String application) {
    metrics.gate(application, null);
    listener.gate(application, new Gate.Open());
  }
}
