package dev.countersign.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.countersign.internal.RequestStateRecord;
import dev.countersign.request.Ask;
import dev.countersign.request.DeferralReason;
import dev.countersign.request.Event;
import dev.countersign.request.FailureCode;
import dev.countersign.request.Outcome;
import dev.countersign.request.RequestState;
import dev.countersign.request.UserToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Fields that states did not always have, between releases that know them and that do not. */
class EarlierStatesTest {
  private static final int SINGLE_OBJECT_HEADER = 10;
  private final StateCodec codec = new StateCodec();

  @Test
  void anEarlierReleaseKnowsNoPriorityAndMeansTheUsualOne() throws IOException {
    RequestState urgent = queued(Ask.Priority.HIGH);

    assertThat(throughAReleaseWithout(Set.of("priority"), urgent))
        .isEqualTo(queued(Ask.Priority.NORMAL));
  }

  @Test
  void anEarlierReleaseHasToldNoReasonToWait() throws IOException {
    assertThat(
            throughAReleaseWithout(
                Set.of("deferred"), queued(Ask.Priority.HIGH, DeferralReason.BUDGET)))
        .isEqualTo(queued(Ask.Priority.HIGH));
    assertThat(throughAReleaseWithout(Set.of("deferred"), creating(null, DeferralReason.BUDGET)))
        .isEqualTo(creating(null));
  }

  @Test
  void anEarlierReleaseWaitsForNothingAfterARefusal() throws IOException {
    Event.Detail.Failure refusal =
        new Event.Detail.Failure(FailureCode.PLATFORM_REFUSED, "no", 602, "ref");
    assertThat(throughAReleaseWithout(Set.of("refusal"), doubtful(refusal)))
        .isEqualTo(doubtful(null));
  }

  @Test
  void anEarlierReleaseLeavesNoLooseEnds() throws IOException {
    RequestState.LooseEnd end =
        new RequestState.LooseEnd(ask(Ask.Priority.NORMAL), Samples.AT, null);
    assertThat(throughAReleaseWithout(Set.of("loose_end"), ended(null, end)))
        .isEqualTo(ended(null, null));
  }

  @Test
  void anEarlierReleaseKeptTheTokenOfASignature() throws IOException {
    RequestState kept =
        throughAReleaseWithout(
            Set.of("token_digest"), ended(signature(null), null), EarlierStatesTest::keepToken);
    assertThat(kept).isEqualTo(ended(signature(new UserToken(Samples.TOKEN).digest()), null));
  }

  private static void keepToken(GenericRecord record) {
    GenericRecord ended = (GenericRecord) record.get("state");
    ((GenericRecord) ended.get("signature")).put("token", Samples.TOKEN);
  }

  private static RequestState.Signature signature(@Nullable String tokenDigest) {
    return new RequestState.Signature("rAda", tokenDigest, Samples.AT);
  }

  private static RequestState ended(
      RequestState.@Nullable Signature signature, RequestState.@Nullable LooseEnd end) {
    return new RequestState.Ended(
        Samples.subject("ada"), 4, null, Outcome.SIGNED, Samples.AT, true, signature, end, null);
  }

  private static RequestState doubtful(Event.Detail.@Nullable Failure refusal) {
    RequestState.Doubt doubt = new RequestState.Doubt(Samples.AT, false, true, 1, null, refusal);
    return creating(doubt);
  }

  private static RequestState queued(Ask.Priority priority, DeferralReason... told) {
    return new RequestState.Queued(Samples.subject("ada"), 0, ask(priority), 0, null, Set.of(told));
  }

  private static RequestState creating(RequestState.@Nullable Doubt doubt, DeferralReason... told) {
    return new RequestState.Creating(
        Samples.subject("ada"),
        0,
        ask(Ask.Priority.LOW),
        1,
        Samples.AT,
        null,
        Map.of(),
        false,
        doubt,
        Set.of(told));
  }

  private static Ask ask(Ask.Priority priority) {
    return new Ask(
        new Ask.Template.TxBlob("1200AA00BB"),
        Ask.Options.NONE,
        null,
        null,
        null,
        null,
        Ask.Delivery.AUTO,
        priority,
        null);
  }

  /** Written by this release, read and written by the earlier one, and read by this one. */
  private RequestState throughAReleaseWithout(Set<String> fields, RequestState state)
      throws IOException {
    return throughAReleaseWithout(fields, state, _ -> {});
  }

  private RequestState throughAReleaseWithout(
      Set<String> fields, RequestState state, Consumer<GenericRecord> habit) throws IOException {
    Schema current = RequestStateRecord.getClassSchema();
    JsonNode json = new ObjectMapper().readTree(current.toString());
    remove(fields, json);
    Schema earlier = new Schema.Parser().parse(json.toString());
    assertThat(earlier).isNotEqualTo(current);

    byte[] written = codec.encode(state);
    ByteArrayInputStream body =
        new ByteArrayInputStream(
            written, SINGLE_OBJECT_HEADER, written.length - SINGLE_OBJECT_HEADER);
    GenericRecord read =
        new GenericDatumReader<GenericRecord>(current, earlier)
            .read(null, DecoderFactory.get().binaryDecoder(body, null));
    habit.accept(read);
    byte[] rewritten = AvroBytes.of(read, new BinaryMessageEncoder<>(GenericData.get(), earlier));

    StateSchemas schemas = new StateSchemas();
    String key = StateCodec.schemaKey(SchemaNormalization.parsingFingerprint64(earlier));
    assertThat(schemas.learn(key, earlier.toString().getBytes(UTF_8))).isEmpty();
    return ((StateCodec.Decoded.Understood) codec.decode(rewritten, schemas)).state();
  }

  private static void remove(Set<String> fields, JsonNode json) {
    if (json.get("fields") instanceof ArrayNode declared) {
      for (Iterator<JsonNode> each = declared.elements(); each.hasNext(); ) {
        if (fields.contains(each.next().path("name").asText())) {
          each.remove();
        }
      }
    }
    json.forEach(child -> remove(fields, child));
  }
}
