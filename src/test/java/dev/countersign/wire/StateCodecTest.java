package dev.countersign.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.request.RequestState;
import java.time.Instant;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class StateCodecTest {
  private final StateCodec codec = new StateCodec();

  @Provide
  Arbitrary<RequestState> states() {
    return States.any();
  }

  @Property(tries = 500)
  void anyStateComesBackEqual(@ForAll("states") RequestState state) {
    assertThat(codec.decode(codec.encode(state), _ -> null))
        .isEqualTo(new StateCodec.Decoded.Understood(state));
  }

  @Test
  void whatIsUnknownIsNotStored() {
    assertThatThrownBy(() -> codec.encode(new RequestState.Unknown()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTimeBeyondTheCalendarIsStoredAsItsEnd() {
    RequestState state = new RequestState.CancelAhead(null, Instant.MAX);
    assertThat(codec.decode(codec.encode(state), _ -> null))
        .isEqualTo(
            new StateCodec.Decoded.Understood(
                new RequestState.CancelAhead(null, Instant.parse("9999-12-31T23:59:59.999999Z"))));
  }

  @Test
  void aKeyOfASchemaCannotBeARequest() {
    assertThat(StateCodec.isSchemaKey(StateCodec.currentSchemaKey())).isTrue();
    assertThat(RequestIds.isValid(StateCodec.currentSchemaKey())).isFalse();
    assertThat(StateCodec.isSchemaKey("schema")).isFalse();
  }
}
