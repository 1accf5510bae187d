package dev.countersign.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Fleet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("CONTRACT §8: POST /webhooks/<application> with bodies that take too much")
class WebhookBodiesTest {
  private static final String LONG = "content-length: 65000\r\n";

  private final WebhookEdgeUnderTest edge = new WebhookEdgeUnderTest(Duration.ofSeconds(30));
  private final List<Socket> sockets = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    edge.close();
  }

  @Test
  void anAnnouncedLengthIsRefusedBeforeTheBodyComes() throws IOException {
    assertThat(told(post(headers("content-length: 65537\r\n"))))
        .startsWith("http/1.1 413 ")
        .contains("\r\nconnection: close\r\n");
    assertThat(edge.counted("shop", "too_large")).isEqualTo(1);
  }

  @Test
  void anUnannouncedLengthIsRefusedWhereItIsTooLong() throws IOException {
    Socket socket = post(headers("transfer-encoding: chunked\r\n"));
    byte[] chunk = ("1000\r\n" + "x".repeat(4096) + "\r\n").getBytes(UTF_8);
    for (int i = 0; i < 17; i++) {
      socket.getOutputStream().write(chunk);
    }

    assertThat(told(socket)).startsWith("http/1.1 413 ").contains("\r\nconnection: close\r\n");
    assertThat(edge.bodies.held()).isZero();
  }

  @Test
  void aBodyThatDoesNotComeIsNotWaitedFor() throws IOException {
    try (WebhookEdgeUnderTest hasty = new WebhookEdgeUnderTest(Duration.ofMillis(300))) {
      Socket socket = post(hasty, "127.0.0.1", headers("content-length: 1000\r\n"));
      socket.getOutputStream().write("{".getBytes(UTF_8));

      assertThat(told(socket)).startsWith("http/1.1 408 ").contains("\r\nconnection: close\r\n");
      assertThat(hasty.counted("shop", "too_slow")).isEqualTo(1);
      assertThat(hasty.bodies.held()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /webhooks/nobody HTTP/1.1\r\nhost: here\r\nx-xumm-payload: a\r\n"
            + "x-xumm-request-timestamp: 1\r\nx-xumm-request-signature: b\r\n",
        "POST /webhooks/shop HTTP/1.1\r\nhost: here\r\nx-xumm-payload: a\r\n"
            + "x-xumm-request-timestamp: 1\r\n"
      })
  void whatCannotBeGenuineIsRefusedBeforeItsBodyComes(String headers) throws IOException {
    assertThat(told(post(headers + LONG)))
        .startsWith("http/1.1 401 ")
        .contains("\r\nconnection: close\r\n")
        .contains("not a webhook of this application");
  }

  @Test
  void aSenderThatGoesAwayLeavesNothing() throws IOException {
    Socket socket = post(headers("content-length: 1000\r\n"));
    socket.getOutputStream().write("{".getBytes(UTF_8));
    Fleet.await("the byte").until(() -> edge.bodies.held() == 1);
    socket.close();

    Fleet.await("its end").until(() -> edge.bodies.held() == 0);
    assertThat(edge.bodies.senders()).isZero();
  }

  @Test
  void oneSenderDoesNotTakeAllTheRoom() throws IOException {
    begun("127.0.0.1");
    Socket second = begun("127.0.0.1");
    assertThat(told(second)).startsWith("http/1.1 503 ").contains("\r\nconnection: close\r\n");

    begun("127.0.0.2");

    Fleet.await("both").until(() -> edge.bodies.held() == 128_000);
    assertThat(edge.bodies.senders()).isEqualTo(2);
    assertThat(edge.counted("shop", "no_room")).isEqualTo(1);
  }

  @Test
  void allBodiesTogetherAreBounded() throws IOException {
    for (int i = 1; i <= 4; i++) {
      begun("127.0.0." + i);
    }
    Fleet.await("four").until(() -> edge.bodies.held() == 256_000);

    assertThat(told(begun("127.0.0.5"))).startsWith("http/1.1 503 ");
    assertThat(edge.counted("shop", "no_room")).isEqualTo(1);
    assertThat(edge.bodies.held()).isLessThanOrEqualTo(WebhookEdgeUnderTest.ROOM);
  }

  /** Nearly all of a body. */
  private Socket begun(String from) throws IOException {
    Socket socket = post(edge, from, headers(LONG));
    socket.getOutputStream().write("x".repeat(64_000).getBytes(UTF_8));
    return socket;
  }

  /** What its body does not fit to, which nobody knows before it is there. */
  private static String headers(String length) {
    StringBuilder headers = new StringBuilder("POST /webhooks/shop HTTP/1.1\r\nhost: here\r\n");
    String[] signature = WebhookEdgeUnderTest.signature("something");
    for (int i = 0; i < signature.length; i += 2) {
      headers.append(signature[i]).append(": ").append(signature[i + 1]).append("\r\n");
    }
    return headers + length;
  }

  private Socket post(String headers) throws IOException {
    return post(edge, "127.0.0.1", headers);
  }

  private Socket post(WebhookEdgeUnderTest to, String from, String headers) throws IOException {
    Socket socket =
        new Socket(InetAddress.ofLiteral("127.0.0.1"), to.port(), InetAddress.ofLiteral(from), 0);
    sockets.add(socket);
    socket.setSoTimeout(10_000);
    socket.getOutputStream().write((headers + "\r\n").getBytes(UTF_8));
    return socket;
  }

  /** All that comes back until the edge hangs up. */
  private static String told(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), US_ASCII).toLowerCase(Locale.ROOT);
  }
}
