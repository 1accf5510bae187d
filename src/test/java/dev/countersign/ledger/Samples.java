package dev.countersign.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.sandbox.codec.TransactionCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A transaction of every type, for both kinds of ledgers. */
final class Samples {
  private Samples() {}

  static Stream<ObjectNode> of(String ledger) {
    try (InputStream in = TransactionCodec.class.getResourceAsStream("samples.json")) {
      JsonNode all = JsonMapper.builder().build().readTree(Objects.requireNonNull(in)).path(ledger);
      return StreamSupport.stream(all.spliterator(), false)
          .map(ObjectNode.class::cast)
          .peek(sample -> sample.remove("SigningPubKey"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String type(JsonNode sample) {
    return sample.path("TransactionType").asText();
  }

  /** Whether it has no amount of a multi-purpose token and none of the newest fields. */
  static boolean isKnown(JsonNode sample) {
    String text = sample.toString();
    return !text.contains("mpt_issuance_id")
        && !text.contains("CredentialIDs")
        && !text.contains("DomainID");
  }
}
