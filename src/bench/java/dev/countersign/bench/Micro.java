package dev.countersign.bench;

import java.util.Locale;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The steps of a request's way, each by itself. Bytes are the steadiest figure there is. */
final class Micro {
  private Micro() {}

  /** Runs them all, in about five minutes, and returns a Markdown table. */
  static String table() throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include("dev\\.countersign\\.bench\\..*")
            .forks(3)
            .warmupIterations(8)
            .warmupTime(TimeValue.milliseconds(500))
            .measurementIterations(8)
            .measurementTime(TimeValue.milliseconds(500))
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    StringBuilder table = new StringBuilder("| step | a second | ± | bytes |\n|---|--:|--:|--:|\n");
    for (RunResult result : new Runner(options).run()) {
      table.append(row(result));
    }
    return table.toString();
  }

  private static String row(RunResult result) {
    String signals = result.getParams().getParam("signals");
    int each = signals == null ? 1 : Integer.parseInt(signals);
    String name =
        result.getPrimaryResult().getLabel()
            + (signals == null ? "" : " of " + signals + ", a signal");
    Result<?> speed = result.getPrimaryResult();
    Result<?> bytes =
        Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"));
    return String.format(
        Locale.ROOT,
        "| %s | %,.0f | %,.0f | %,.0f |%n",
        name,
        speed.getScore() * each,
        speed.getScoreError() * each,
        bytes.getScore() / each);
  }
}
