package dev.countersign.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {
  private static final String ID = "0af7651916cd43dd8448eb211c80319c";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00-" + ID + "-b7ad6b7169203331-01",
        "cc-" + ID + "-b7ad6b7169203331-00-what-will-come"
      })
  void theTraceIsNamed(String traceparent) {
    assertThat(new Trace(traceparent, null).traceId()).isEqualTo(ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "trace",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-" + ID + "-b7ad6b7169203331",
        "00-" + ID + "-b7ad6b7169203331-01\n{\"level\":\"ERROR\"}"
      })
  void whatIsNoTraceparentNamesNone(String traceparent) {
    assertThat(new Trace(traceparent, null).traceId()).isNull();
  }

  @Test
  void noTraceNamesNone() {
    assertThat(Trace.NONE.traceId()).isNull();
  }
}
