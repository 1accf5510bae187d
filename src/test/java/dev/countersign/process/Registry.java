package dev.countersign.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Apicurio Registry as a process, with its schemas in memory, and plain questions to it. */
final class Registry implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String JSON = "application/vnd.schemaregistry.v1+json";

  private final Process process;
  private final URI url;
  private final HttpClient http = HttpClient.newHttpClient();

  private Registry(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  static Registry start() {
    try {
      return started();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Registry started() throws IOException {
    Path directory = JarProcess.jar().resolveSibling("apicurio");
    Path jar;
    try (Stream<Path> files =
        Files.find(directory, 3, (path, _) -> path.endsWith("quarkus-run.jar"))) {
      jar = files.findFirst().orElseThrow();
    }
    int port = freePort();
    Path log = directory.resolveSibling("registry-" + port + ".log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.management.port=" + freePort(),
                "-jar",
                jar.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Registry registry =
        new Registry(process, URI.create("http://127.0.0.1:" + port + "/apis/ccompat/v7"));
    Awaitility.await("a registry, see " + log)
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> registry.get("/subjects").statusCode() == 200);
    return registry;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  URI url() {
    return url;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> send(String method, String path, String json)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(url + path))
            .header("content-type", JSON)
            .method(method, BodyPublishers.ofString(json))
            .build(),
        BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.close();
    process.destroyForcibly();
  }
}
