package dev.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class EventSelectionTest {
  private static final JsonNode EVENT = event();

  @ParameterizedTest
  @CsvSource({
    "'', true",
    "--request=order-1, true",
    "--request=order-2, false",
    "--user=ada, true",
    "--user=bob, false",
    "--application=shop, true",
    "--application=default, false",
    "--type=SIGNED, true",
    "--type=REJECTED --type=SIGNED, true",
    "--type=REJECTED, false",
    "--type=SIGNED --user=bob, false"
  })
  void anEventFitsIfEverythingGivenFits(String arguments, boolean fits) {
    assertThat(selection(arguments).fits(EVENT)).isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource({"--user=null", "--user=ada"})
  void nobodysRequestsFitNoUser(String arguments) {
    ObjectNode nobodys = event().putNull("user");
    assertThat(selection(arguments).fits(nobodys)).isFalse();
  }

  private static EventSelection selection(String arguments) {
    EventSelection selection = new EventSelection();
    CommandLine.populateCommand(
        selection, arguments.isEmpty() ? new String[0] : arguments.split(" "));
    return selection;
  }

  private static ObjectNode event() {
    return new ObjectMapper()
        .createObjectNode()
        .put("request_id", "order-1")
        .put("user", "ada")
        .put("application", "shop")
        .put("type", "SIGNED");
  }
}
