package dev.countersign.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every state × every signal, as tables that a change of a rule shows up in. */
class TransitionsTest {
  private static final int NAME = 28;
  private static final int CELL = 3;
  private static final String LEGEND =
      """
      U unknown  A cancel ahead  R replacing  Q queued  C creating  O open  L lingering
      S settling  E ended
      ! publishes an end  + publishes something else  > only starts something  x dead letter
      A letter alone: only what is remembered changes.  · ignored
      """;

  private final Lifecycle lifecycle = new Lifecycle(Given.SETTINGS);
  private final Invariants invariants = new Invariants(Given.SETTINGS);

  @Test
  void everyPairBeforeThereIsAPayloadIsDefinedOrIgnored() {
    assertThat(table(Examples.beforePayload())).isEqualTo(expected("before-payload.txt"));
  }

  @Test
  void everyPairWhileThePersonIsAwaitedIsDefinedOrIgnored() {
    assertThat(table(Examples.withPayload())).isEqualTo(expected("with-payload.txt"));
  }

  @Test
  void everyPairOfARequestThatIsOverIsDefinedOrIgnored() {
    assertThat(table(Examples.over())).isEqualTo(expected("over.txt"));
  }

  @Test
  void everyPairKeepsTheInvariants() {
    for (Map<String, RequestState> states :
        List.of(Examples.beforePayload(), Examples.withPayload(), Examples.over())) {
      states.forEach(
          (_, state) ->
              Examples.signals()
                  .forEach(
                      (_, signal) ->
                          invariants.check(
                              state,
                              signal,
                              Examples.NOW,
                              lifecycle.apply(state, signal, Examples.NOW))));
    }
  }

  private String table(Map<String, RequestState> states) {
    List<String> lines = new ArrayList<>(LEGEND.lines().toList());
    lines.add("");
    List<String> names = List.copyOf(states.keySet());
    for (int i = 0; i < names.size(); i++) {
      lines.add("%2d %s".formatted(i + 1, names.get(i)));
    }
    lines.add("");
    StringBuilder head = new StringBuilder(" ".repeat(NAME));
    for (int i = 0; i < names.size(); i++) {
      head.append(padded(String.valueOf(i + 1), CELL));
    }
    lines.add(head.toString().stripTrailing());
    Examples.signals()
        .forEach(
            (name, signal) ->
                lines.add(
                    (padded(name, NAME)
                            + states.values().stream()
                                .map(state -> padded(cell(state, signal), CELL))
                                .collect(Collectors.joining()))
                        .stripTrailing()));
    return String.join("\n", lines) + "\n";
  }

  private String cell(RequestState state, Signal signal) {
    Step step = lifecycle.apply(state, signal, Examples.NOW);
    String next =
        switch (step.next()) {
          case RequestState.Unknown _ -> "U";
          case RequestState.CancelAhead _ -> "A";
          case RequestState.Replacing _ -> "R";
          case RequestState.Queued _ -> "Q";
          case RequestState.Creating _ -> "C";
          case RequestState.Open _ -> "O";
          case RequestState.Lingering _ -> "L";
          case RequestState.Settling _ -> "S";
          case RequestState.Ended _ -> "E";
        };
    boolean silent =
        step.events().isEmpty() && step.tokens().isEmpty() && step.messages().isEmpty();
    if (step.rejection() != null) {
      return silent ? "x" : next + "x";
    }
    if (step.events().stream().anyMatch(Event::terminal)) {
      return next + "!";
    }
    if (!silent) {
      return next + "+";
    }
    if (!step.actions().isEmpty()) {
      return next + ">";
    }
    return step.next().equals(state) ? "·" : next;
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private static String expected(String name) {
    try (InputStream in = TransitionsTest.class.getResourceAsStream("transitions/" + name)) {
      return in == null ? "" : new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
