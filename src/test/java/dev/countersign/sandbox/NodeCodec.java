package dev.countersign.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.testing.NodePackage;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The ledger's own JavaScript codec and keys, which share no code with what is tested. */
public final class NodeCodec implements AutoCloseable {
  private final Process process;
  private final BufferedWriter questions;
  private final BufferedReader answers;

  private NodeCodec(Process process) {
    this.process = process;
    this.questions = process.outputWriter(UTF_8);
    this.answers = process.inputReader(UTF_8);
  }

  /** Without Node the test that asks is reported as skipped. */
  public static NodeCodec start() {
    return new NodeCodec(NodePackage.installed("xrpl").start("node", "verify.js"));
  }

  /** The bytes of a transaction; fails with the codec's own words. */
  public String encode(JsonNode transaction, boolean xahau) {
    ObjectNode question = question("encode", xahau);
    question.set("json", transaction);
    return ask(question).path("blob").asText();
  }

  public JsonNode decode(String blob, boolean xahau) {
    return ask(question("decode", xahau).put("blob", blob)).path("json");
  }

  /** {@code json}, {@code hash}, {@code address} of the signing key, {@code verified}. */
  public JsonNode check(@Nullable String blob, boolean xahau) {
    return ask(question("check", xahau).put("blob", blob));
  }

  boolean claim(String channel, String amount, String signature, String publicKey) {
    return ask(question("claim", false)
            .put("channel", channel)
            .put("amount", amount)
            .put("signature", signature)
            .put("publicKey", publicKey))
        .path("verified")
        .asBoolean();
  }

  private static ObjectNode question(String what, boolean xahau) {
    return Json.object().put("ask", what).put("ledger", xahau ? "xahau" : "xrpl");
  }

  private JsonNode ask(ObjectNode question) {
    try {
      questions.write(Json.text(question));
      questions.newLine();
      questions.flush();
      JsonNode answer = Json.parse(Objects.requireNonNull(answers.readLine(), "verify.js ended"));
      if (answer.has("error")) {
        throw new IllegalArgumentException(answer.path("error").asText() + " for " + question);
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
