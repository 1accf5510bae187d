package dev.countersign;

import dev.countersign.wire.DeadLetterCode;
import dev.countersign.wire.Letter;
import dev.countersign.worker.LetterRepeats;
import dev.countersign.worker.WholeTopic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which dead letters are meant: those that fit everything that is given. */
final class LetterSelection {
  @Option(
      names = "--code",
      paramLabel = "CODE",
      description =
          "Only those with this code; may be given several times: ${COMPLETION-CANDIDATES}.")
  private List<DeadLetterCode> codes = new ArrayList<>();

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "Only those of this request; may be given several times.")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Moment.InstantConverter.class,
      description = "Only those from then on: 2026-03-01T12:00:00Z, or 2h for two hours ago.")
  private @Nullable Instant since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = Moment.InstantConverter.class,
      description = "Only those before then.")
  private @Nullable Instant until;

  @Option(
      names = "--partition",
      paramLabel = "N",
      description = "Only those in this partition of the dead letters.")
  private @Nullable Integer partition;

  @Option(
      names = "--offset",
      paramLabel = "N",
      description = "Only the one at this offset, even if a later one has replaced it.")
  private @Nullable Long offset;

  /** Nothing is given: all are meant. */
  boolean isEmpty() {
    return codes.isEmpty()
        && ids.isEmpty()
        && since == null
        && until == null
        && partition == null
        && offset == null;
  }

  /**
   * Reads those that are meant. Of a record that was redriven in vain only the latest letter
   * counts, unless another is asked for by its place.
   *
   * @param each takes a letter, and how often its record has become one
   */
  void read(WholeTopic letters, ObjIntConsumer<Letter> each) {
    LetterRepeats repeats = new LetterRepeats();
    letters.read(null, record -> repeats.note(Letter.of(record)));
    letters.read(
        since,
        record -> {
          Letter letter = Letter.of(record);
          if (fits(letter) && (offset != null || !repeats.isOutdated(letter))) {
            each.accept(letter, repeats.times(letter));
          }
        });
  }

  boolean fits(Letter letter) {
    return (codes.isEmpty() || codes.stream().anyMatch(code -> code.name().equals(letter.code())))
        && (ids.isEmpty() || ids.contains(letter.requestId()))
        && (since == null || !letter.at().isBefore(since))
        && (until == null || letter.at().isBefore(until))
        && (partition == null || partition == letter.record().partition())
        && (offset == null || offset == letter.record().offset());
  }
}
