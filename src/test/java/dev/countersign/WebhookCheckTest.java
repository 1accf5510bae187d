package dev.countersign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookCheckTest {

  @Test
  void noneIsFineAndSaysWhatItWouldBring() throws Exception {
    assertThat(told(null))
        .startsWith("ok    webhooks of shop: none set")
        .contains("/webhooks/shop");
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://x/webhooks/shop, is no http(s) address",
    "https://x/webhooks/default, does not end with /webhooks/shop",
    "'https://x/a b', is no http(s) address"
  })
  void aWrongAddressIsNamed(String url, String what) throws Exception {
    assertThat(told(url)).startsWith("warn  webhooks of shop: " + url + " " + what);
  }

  @Test
  void whoRefusesAnUnsignedPostIsAWorker() throws Exception {
    assertThat(answering(401)).startsWith("ok    ").contains("reaches a worker");
  }

  @Test
  void whoAnswersOtherwiseIsNot() throws Exception {
    assertThat(answering(404)).startsWith("warn  ").contains("answered 404");
  }

  @Test
  void whoDoesNotAnswerMayStillBeReachedFromElsewhere() throws Exception {
    assertThat(told("http://127.0.0.1:1/webhooks/shop"))
        .startsWith("warn  ")
        .contains("cannot be reached from here");
  }

  private static String answering(int status) throws IOException, InterruptedException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(
              exchange.getRequestMethod().equals("POST") ? status : 500, -1);
          exchange.close();
        });
    server.start();
    try {
      return told("http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks/shop");
    } finally {
      server.stop(0);
    }
  }

  private static String told(@Nullable String url) throws InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (HttpClient http = HttpClient.newHttpClient()) {
      new WebhookCheck(http).look("shop", url, new Findings(new PrintStream(out, true, UTF_8)));
    }
    return out.toString(UTF_8);
  }
}
