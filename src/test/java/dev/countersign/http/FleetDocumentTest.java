package dev.countersign.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.http.FleetDocument.Heard;
import dev.countersign.worker.Members.Member;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FleetDocumentTest {
  private static final Member ONE = member("one", true, 0, 2);
  private static final Member TWO = member("two", false, 1);

  private static Member member(String name, boolean isThis, Integer... partitions) {
    return new Member(
        name, URI.create("http://" + name), new TreeSet<>(List.of(partitions)), isThis);
  }

  private static JsonObject json(String text) {
    return new JsonObject(text.replace('\'', '"'));
  }

  private static Heard heard(Member member, String document) {
    return new Heard(member, json(document), null);
  }

  private static JsonObject fleet(@Nullable String note, Heard... workers) {
    return FleetDocument.of("pay", 4, List.of(3), note, List.of(workers));
  }

  @Test
  void everyWorkerIsInItWithWhatItTells() {
    assertThat(
            fleet(
                null,
                heard(ONE, "{'ready':true,'started_at':'2026-03-01T12:00:05Z','applications':{}}"),
                heard(TWO, "{'ready':false,'started_at':'2026-03-01T12:00:00Z'}")))
        .isEqualTo(
            json(
                """
                {'fleet':'pay','partitions':4,'unowned':[3],'workers':[
                  {'name':'one','this':true,'partitions':[0,2],'url':'http://one','ready':true,
                   'started_at':'2026-03-01T12:00:05Z'},
                  {'name':'two','this':false,'partitions':[1],'url':'http://two','ready':false,
                   'started_at':'2026-03-01T12:00:00Z'}],
                 'applications':[],'counted_since':'2026-03-01T12:00:00Z'}"""));
  }

  @Test
  void oneThatIsSilentIsInItWithWhy() {
    JsonObject silent =
        fleet(null, heard(ONE, "{}"), new Heard(TWO, null, "no answer within 4000 ms"))
            .getJsonArray("workers")
            .getJsonObject(1);

    assertThat(silent)
        .isEqualTo(
            json(
                """
                {'name':'two','this':false,'partitions':[1],'url':'http://two',
                 'silence':'no answer within 4000 ms'}"""));
  }

  @Test
  void whatIsNotKnownOfTheFleetIsSaid() {
    assertThat(fleet("Kafka does not tell", heard(ONE, "{}")).getString("note"))
        .isEqualTo("Kafka does not tell");
  }

  @Test
  void eventsAndWhatWaitsAreAddedUp() {
    JsonObject application =
        application(
            heard(
                ONE,
                """
                {'applications':{'shop':{'waiting':{'HIGH':1,'LOW':2},
                  'events':{'CREATED':5,'SIGNED':2}}}}"""),
            heard(
                TWO,
                """
                {'applications':{'shop':{'waiting':{'LOW':3},
                  'events':{'CREATED':1,'REJECTED':1}}}}"""));

    assertThat(application.getJsonObject("waiting"))
        .isEqualTo(json("{'HIGH':1,'NORMAL':0,'LOW':5}"));
    assertThat(application.getJsonObject("events"))
        .isEqualTo(json("{'CREATED':6,'SIGNED':2,'REJECTED':1}"));
  }

  @Test
  void theBudgetIsOneForAllAndTheAskedWorkersViewOfItGoesFirst() {
    Heard other = heard(TWO, "{'applications':{'shop':{'creates':{'limit':30,'used':4}}}}");

    assertThat(
            application(
                    other,
                    heard(ONE, "{'applications':{'shop':{'creates':{'limit':30,'used':7}}}}"))
                .getJsonObject("creates"))
        .isEqualTo(json("{'limit':30,'used':7}"));
    assertThat(
            application(other, heard(ONE, "{'applications':{'shop':{'creates':{'used':0}}}}"))
                .getJsonObject("creates"))
        .isEqualTo(json("{'limit':30,'used':4}"));
  }

  @Test
  void thatAnyWorkerDoesNotCallAnApplicationIsSaid() {
    JsonObject stopped = json("{'reason':'PAUSED','message':'paused by the configuration'}");
    Heard holding = heard(TWO, "{'applications':{'shop':{'stopped':" + stopped + "}}}");

    assertThat(
            application(heard(ONE, "{'applications':{'shop':{}}}"), holding)
                .getJsonObject("stopped"))
        .isEqualTo(stopped);
  }

  private static JsonObject application(Heard... workers) {
    return fleet(null, workers).getJsonArray("applications").getJsonObject(0);
  }

  /** A worker of another release may tell anything. */
  @Test
  void whatIsNotUnderstoodIsLeftAlone() {
    assertThat(
            application(
                    heard(
                        ONE, "{'applications':{'shop':{'events':{'CREATED':'many'},'waiting':7}}}"))
                .getJsonObject("events"))
        .isEqualTo(new JsonObject());
  }
}
