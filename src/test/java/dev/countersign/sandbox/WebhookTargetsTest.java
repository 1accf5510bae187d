package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL §8.3: loopback and private targets")
class WebhookTargetsTest {
  private static final Vertx VERTX = Vertx.vertx();

  @AfterAll
  static void close() {
    VERTX.close().await();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1.2.3",
        "10.0.0.7",
        "172.16.3.4",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",
        "[::1]",
        "[fe80::1]",
        "[fd12:3456::1]",
        "[::ffff:10.0.0.1]"
      })
  @DisplayName("§8.3 literal addresses that lead inside")
  void inside(String host) {
    assertThat(leadsInside("http://" + host + "/hook", InetAddress::getAllByName)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "172.32.0.1", "8.8.8.8", "[2001:db8::1]"})
  @DisplayName("§8.3 literal addresses that do not")
  void outside(String host) {
    assertThat(leadsInside("https://" + host + ":8443/", InetAddress::getAllByName)).isFalse();
  }

  @Test
  @DisplayName("§8.3 a name leads inside when any of its addresses does")
  void names() {
    InetAddress[] mixed = {address("192.0.2.1"), address("10.1.2.3")};

    assertThat(leadsInside("http://intra.example/hook", host -> mixed)).isTrue();
    assertThat(leadsInside("http://shop.example/", host -> new InetAddress[] {mixed[0]})).isFalse();
  }

  @Test
  @DisplayName("§8.3 an unknown name is not refused: the attempt will fail")
  void unknownName() {
    assertThat(
            leadsInside(
                "http://nowhere.example/",
                host -> {
                  throw new UnknownHostException(host);
                }))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://shop.example/", "shop.example/hook", "http://", "http:///x", "a b"})
  @DisplayName("§8.1 a webhook URL is http or https")
  void notAUrl(String text) {
    assertThatThrownBy(() -> WebhookTargets.parse(text))
        .isInstanceOf(SandboxRefusal.class)
        .hasMessage("webhook_url: \"" + text + "\" is no http or https URL with a host.");
  }

  private static boolean leadsInside(String url, WebhookTargets.Resolver resolver) {
    return new WebhookTargets(VERTX, resolver).isPrivate(URI.create(url)).await();
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
