package dev.countersign.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.countersign.config.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionRequestTest {
  private static final String OTT = "7b9f0a2e-1c3d-4e5f-8a6b-0c1d2e3f4a5b";

  private static SessionRequest parse(String json) throws SessionRequest.Malformed {
    return SessionRequest.parse(
        json.replace('\'', '"').getBytes(UTF_8), List.of("default", "shop"));
  }

  @Test
  void anApplicationAndATokenAreAllItTakes() throws SessionRequest.Malformed {
    assertThat(parse(" {'ott':'" + OTT + "','application':'shop'} "))
        .isEqualTo(new SessionRequest("shop", Secret.of(OTT)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | the body must be a JSON object",
        "[] | the body must be a JSON object",
        "{ott} | the body must be a JSON object",
        "{'application':'shop','ott':'OTT'} x | the body must be a JSON object",
        "{'application':'shop','ott':'OTT','ott':'OTT'} | the body must be a JSON object",
        "{'application':'shop','ott':'OTT','OTT':1} | there is a field that is neither",
        "{'ott':'OTT'} | field \"application\" must be the alias of an application",
        "{'application':7,'ott':'OTT'} | field \"application\" must be the alias",
        "{'application':'Shop','ott':'OTT'} | field \"application\" must be the alias",
        "{'application':'nobody','ott':'OTT'} | field \"application\": no such application",
        "{'application':'shop'} | field \"ott\" must be the UUID",
        "{'application':'shop','ott':null} | field \"ott\" must be the UUID",
        "{'application':'shop','ott':' OTT'} | field \"ott\" must be the UUID",
        "{'application':'shop','ott':'7b9f0a2e-1c3d-1e5f-8a6b-0c1d2e3f4a5b'} | field \"ott\" must",
        "{'application':'shop','ott':'7b9f0a2e-1c3d-4e5f-7a6b-0c1d2e3f4a5b'} | field \"ott\" must",
        "{'application':'shop','ott':'7b9f0a2e1c3d4e5f8a6b0c1d2e3f4a5b'} | field \"ott\" must",
      })
  void whatIsWrongIsNamedAndNoValueIsShown(String json, String message) {
    SessionRequest.Malformed malformed =
        catchThrowableOfType(SessionRequest.Malformed.class, () -> parse(json.replace("OTT", OTT)));

    assertThat(malformed).hasMessageStartingWith(message);
    assertThat(malformed.getMessage()).doesNotContain(OTT, "nobody", "0c1d2e3f4a5b");
  }

  @Test
  void aBodyThatIsDeeplyNestedIsMalformed() {
    assertThat(
            catchThrowableOfType(
                SessionRequest.Malformed.class, () -> parse("{'a':" + "[".repeat(8_000))))
        .isNotNull();
  }

  @Test
  void theTokenIsNotPrinted() throws SessionRequest.Malformed {
    assertThat(parse("{'application':'shop','ott':'" + OTT + "'}").toString()).doesNotContain(OTT);
  }
}
