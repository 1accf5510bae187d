package dev.countersign.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Prometheus itself, from Debian's package, that scrapes a worker every second. */
public final class Prometheus implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Web web;

  private Prometheus(Process process, Web web) {
    this.process = process;
    this.web = web;
  }

  /**
   * Skips the test where there is none.
   *
   * @param rules a file of alerts, which it looks at every second, too
   */
  public static Prometheus scraping(int port, Path rules, Path folder) {
    try {
      Path config = folder.resolve("prometheus.yml");
      Files.writeString(
          config,
          """
          global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
          rule_files: ['%s']
          scrape_configs:
            - {job_name: countersign, static_configs: [{targets: ['127.0.0.1:%d']}]}
          """
              .formatted(rules, port));
      int own = freePort();
      Process process =
          new ProcessBuilder(
                  List.of(
                      "prometheus",
                      "--config.file=" + config,
                      "--storage.tsdb.path=" + folder.resolve("data"),
                      "--web.listen-address=127.0.0.1:" + own))
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("prometheus.log").toFile())
              .start();
      Prometheus prometheus = new Prometheus(process, new Web("http://127.0.0.1:" + own));
      Fleet.await("Prometheus").ignoreExceptions().until(prometheus::isReady);
      return prometheus;
    } catch (IOException e) {
      return Assumptions.abort(
          "there is no prometheus (Debian's package of that name): " + e.getMessage());
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isReady() {
    return web.get("/-/ready").statusCode() == 200;
  }

  /** How many series a query finds now. */
  public int series(String expression) {
    return ask("/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8)).path("result").size();
  }

  /** The alerts, each with its health and its state. */
  public List<JsonNode> rules() {
    return ask("/api/v1/rules").at("/groups/0/rules").valueStream().toList();
  }

  private JsonNode ask(String path) {
    try {
      JsonNode answer = JSON.readTree(web.get(path).body());
      if (!answer.path("status").asText().equals("success")) {
        throw new IllegalArgumentException(path + ": " + answer.path("error").asText());
      }
      return answer.path("data");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
