package dev.countersign.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventIdTest {

  @Test
  void isANameBasedUuidOfVersionFive() {
    UUID id = EventId.of(Given.SUBJECT, 0, Event.Type.CREATED);
    assertThat(id.version()).isEqualTo(5);
    assertThat(id.variant()).isEqualTo(2);
  }

  /** Reckoned apart: Python's uuid.uuid5 of the same namespace and name. */
  @Test
  void staysWhatItAlwaysWas() {
    assertThat(EventId.uuid5("countersign"))
        .isEqualTo(UUID.fromString("4df3b614-0136-5755-a9fe-16adcba6083d"));
    assertThat(EventId.of(Given.SUBJECT, 3, Event.Type.SIGNED))
        .isEqualTo(UUID.fromString("491d18e5-1a72-540c-819d-76a82623ae07"));
  }

  @Test
  void tellsEveryFactFromEveryOther() {
    Subject nextLife = Given.subject("default", "ada", "fingerprint", Given.T0.plusMillis(1));
    Subject elsewhere = Given.subject("shop", "ada", "fingerprint", Given.T0);
    assertThat(
            new UUID[] {
              EventId.of(Given.SUBJECT, 0, Event.Type.CREATED),
              EventId.of(Given.SUBJECT, 1, Event.Type.CREATED),
              EventId.of(Given.SUBJECT, 0, Event.Type.FAILED),
              EventId.of(nextLife, 0, Event.Type.CREATED),
              EventId.of(elsewhere, 0, Event.Type.CREATED)
            })
        .doesNotHaveDuplicates();
  }
}
