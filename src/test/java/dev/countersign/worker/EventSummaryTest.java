package dev.countersign.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class EventSummaryTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode json(String text) throws JsonProcessingException {
    return JSON.readTree(text.replace('\'', '"'));
  }

  private static JsonNode summary(JsonNode event) throws JsonProcessingException {
    return JSON.readTree(EventSummary.of(event));
  }

  @Test
  void itIsTheEventWithoutTheSignedTransaction() throws JsonProcessingException {
    JsonNode event =
        json("{'type':'SIGNED','user':null,'resolution':{'account':'r1','hex':'ABCD'}}");

    assertThat(summary(event))
        .isEqualTo(json("{'type':'SIGNED','user':null,'resolution':{'account':'r1'}}"));
    assertThat(event.at("/resolution/hex").asText()).isEqualTo("ABCD");
  }

  @Test
  void aLongOneIsCutDownToWhatHappenedToWhich() throws JsonProcessingException {
    String message = "x".repeat(EventSummary.LONGEST);
    JsonNode event =
        json(
            "{'type':'FAILED','request_id':'r-1','sequence':1,'user':'ada','failure':{'message':'%s'}}"
                .formatted(message));

    assertThat(summary(event))
        .isEqualTo(json("{'type':'FAILED','request_id':'r-1','sequence':1,'user':'ada'}"));
  }

  @Test
  void noneIsLongerThanThatWhateverIsLongInIt() throws JsonProcessingException {
    JsonNode event =
        json("{'type':'CREATED','more':'%s'}".formatted("x".repeat(EventSummary.LONGEST)));

    assertThat(summary(event)).isEqualTo(json("{'type':'CREATED'}"));
  }
}
