package dev.countersign.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The ledger's own JavaScript codec and keys, which share no code with what is tested. */
public final class NodeCodec implements AutoCloseable {
  private static final Path SOURCE = Path.of("src/test/node/xrpl");
  private static final Path INSTALLED = Path.of("target/node/xrpl");
  private static boolean ready;

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
    try {
      install();
      Process node =
          new ProcessBuilder("node", "verify.js")
              .directory(INSTALLED.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      return new NodeCodec(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static synchronized void install() throws IOException {
    if (ready) {
      return;
    }
    Files.createDirectories(INSTALLED);
    for (String file : List.of("package.json", "package-lock.json", "verify.js")) {
      Files.copy(
          SOURCE.resolve(file), INSTALLED.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    Process npm;
    try {
      npm =
          new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
              .directory(INSTALLED.toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      abort("No Node.js here, so no second opinion on blobs and signatures: " + e.getMessage());
      return;
    }
    String output = new String(npm.getInputStream().readAllBytes(), UTF_8);
    if (!succeeded(npm)) {
      throw new IOException("npm ci failed: " + output);
    }
    ready = true;
  }

  private static boolean succeeded(Process process) {
    try {
      return process.waitFor() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
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
