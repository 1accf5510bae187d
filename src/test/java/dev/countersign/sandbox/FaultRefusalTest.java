package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("CONTRACT §10: a fault that can never take effect is refused by its field")
class FaultRefusalTest extends SandboxTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'reset':false} | reset: false is not true; leave it out",
        "{'lose_answer':'yes'} | lose_answer: \"yes\" is neither true nor false.",
        "{'garbage_frames':null} | garbage_frames: null is not true;",
        "{'reset':true,'unauthorized':true} | A fault has exactly one effect of",
        "{'path':'read'} | A fault has exactly one effect of",
        "{'status':503.5} | status: 503.5 is not a whole number",
        "{'status':'503'} | status: \"503\" is not a whole number",
        "{'status':199} | status: 199 is not between 200 and 599.",
        "{'status':503,'body':7} | body: 7 is neither a JSON object or array nor a string",
        "{'reset':true,'body':'x'} | 'body' is unknown here",
        "{'status':503,'retry_after':7} | 'retry_after' is unknown here",
        "{'rate_limited':true,'html':1} | html: 1 is neither true nor false.",
        "{'rate_limited':true,'retry_after':-1} | retry_after: -1 is not a whole number",
        "{'reset':true,'application':7} | application: 7 is not a string.",
        "{'reset':true,'application':'nobody'} | There is no application with the key 'nobody'.",
        "{'reset':true,'method':7} | method: 7 is not a string.",
        "{'reset':true,'method':'GTE'} | method: 'GTE' is none of [GET, POST",
        "{'reset':true,'times':0} | times: 0 is not a whole number from 1 on.",
        "{'reset':true,'times':1.5} | times: 1.5 is not a whole number",
        "{'reset':true,'probability':0} | probability: 0.0 is not above 0 and up to 1.",
        "{'reset':true,'probability':1.1} | probability: 1.1 is not above 0 and up to 1.",
        "{'reset':true,'seed':7} | seed: goes with probability or with a latency",
        "{'reset':true,'probability':0.5,'seed':'x'} | seed: \"x\" is not a whole number",
        "{'reset':true,'path':['read']} | path: [\"read\"] is not a string.",
        "{'reset':true,'path':'creat'} | path: 'creat' is neither the beginning of a path",
        "{'reset':true,'path':'/api/v1/platform/paylod'} | path: '/api/v1/platform/paylod' is neither",
        "{'reset':true,'path':'/sandbox/'} | path: '/sandbox/' is neither",
        "{'reset':true,'path':'create','method':'GET'} | method: 'create' is never called with GET, only with [POST]",
        "{'status':500,'path':'webhook'} | status: never shows with path 'webhook'",
        "{'lose_webhooks':true,'path':'create'} | lose_webhooks: never shows with path 'create' and method 'null', only with path [webhook].",
        "{'read_lag_ms':5,'path':'create'} | read_lag_ms: never shows",
        "{'read_lag_ms':5,'method':'DELETE'} | read_lag_ms: never shows",
        "{'garbage_frames':true,'path':'/api/'} | garbage_frames: never shows",
        "{'silent_sockets':true} | silent_sockets: true is not a string.",
        "{'silent_sockets':'some'} | silent_sockets: \"some\" is neither \"all\" nor \"welcome\".",
        "{'read_lag_ms':'x'} | read_lag_ms: \"x\" is not a whole number",
        "{'webhook_delay_ms':-1} | webhook_delay_ms: -1 is not a whole number",
        "{'reset':true,'path':'ledger','application':'5A4DB0C5-0000-4000-8000-000000000001'} | application: ledgers do not know who calls",
        "{'drop_sockets':false} | drop_sockets: false is not true;",
        "{'drop_sockets':true,'times':1} | 'times' is unknown here",
        "{'drop_sockets':true,'application':'nobody'} | There is no application",
        "{'drop_sockets':true,'payload':'nothing'} | payload: 'nothing' is no uuid",
        "{'remaining':1,'reset':true} | 'remaining' is unknown here",
        "7 | A fault is a JSON object, not NUMBER."
      })
  void refused(String json, String message) {
    Backend.Reply reply = backend.call("POST", "/sandbox/faults", json.replace('\'', '"'));

    assertThat(reply.status()).as(reply.text()).isBetween(400, 404);
    assertThat(reply.json().at("/error/message").asText()).startsWith(message);
    assertThat(control("GET", "faults", "").path("faults")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'path':'Create','method':'post','reset':true}",
        "{'path':'unknown','method':'PUT','status':503}",
        "{'path':'xapp_ott','reset':true}",
        "{'path':'/oauth2','reset':true}",
        "{'path':'/','garbage_frames':true}",
        "{'path':'/sign/4f0c9b2e','silent_sockets':'all'}",
        "{'path':'/ledger/xahau','lose_answer':true}",
        "{'path':'/api/v1/jwt/userdata/abc','method':'DELETE','reset':true}",
        "{'application':null,'method':null,'path':null,'times':null,'reset':true}",
        "{'latency_ms':{'min':1,'max':2},'seed':7}"
      })
  void taken(String json) {
    assertThat(control("POST", "faults", json.replace('\'', '"')).path("faults")).hasSize(1);
  }

  @Test
  void ofSeveralRulesAllAreTakenOrNone() {
    String rules = "[{\"reset\":true},{\"reset\":1}]";

    assertThat(backend.call("POST", "/sandbox/faults", rules).status()).isEqualTo(400);
    assertThat(control("GET", "faults", "").path("faults")).isEmpty();
  }

  @Test
  void testsInTheSameJvmAreToldToo() {
    assertThatThrownBy(() -> Fault.answer("webhook", 500))
        .isInstanceOf(SandboxRefusal.class)
        .hasMessageStartingWith("status: never shows with path 'webhook'");
    assertThatThrownBy(() -> new Effect.Status(400, "{", null))
        .isInstanceOf(SandboxRefusal.class)
        .hasMessage("body: { is no JSON.");
    assertThatThrownBy(() -> Fault.answer("read", 99)).isInstanceOf(SandboxRefusal.class);
    assertThatThrownBy(() -> sandbox.faults().add(Fault.reset("read").ofApplication("nobody")))
        .isInstanceOf(SandboxRefusal.class);
  }
}
