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

  /**
   * Runs them all.
   *
   * @param only a regular expression that a benchmark's name must match, e.g. {@code "Wire"}
   * @param seconds for how long each is warmed up, and then measured; all of them take about half a
   *     minute for each second: with 4 less than two minutes
   * @return a Markdown table; for turns an operation is one signal
   */
  static String table(String only, int seconds) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include("dev\\.countersign\\.bench\\..*" + only)
            .forks(1)
            .warmupIterations(2 * seconds)
            .warmupTime(TimeValue.milliseconds(500))
            .measurementIterations(2 * seconds)
            .measurementTime(TimeValue.milliseconds(500))
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    StringBuilder table =
        new StringBuilder("| benchmark | ops/s | ± | B/op |\n|---|--:|--:|--:|\n");
    for (RunResult result : new Runner(options).run()) {
      table.append(row(result));
    }
    return table.toString();
  }

  private static String row(RunResult result) {
    String signals = result.getParams().getParam("signals");
    int each = signals == null ? 1 : Integer.parseInt(signals);
    String name = result.getPrimaryResult().getLabel() + (signals == null ? "" : " of " + signals);
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
