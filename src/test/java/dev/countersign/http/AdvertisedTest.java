package dev.countersign.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.config.HttpSettings;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdvertisedTest {
  private static URI url(String host, @Nullable URI configured) {
    return Advertised.url(new HttpSettings(host, 0, null, configured, null, List.of()), 8081);
  }

  @Test
  void whatIsConfiguredIsBelieved() {
    URI configured = URI.create("https://w1.internal/edge");

    assertThat(url("0.0.0.0", configured)).isEqualTo(configured);
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3,http://10.1.2.3:8081",
    "worker-1,http://worker-1:8081",
    "::1,http://[::1]:8081",
    "[::1],http://[::1]:8081"
  })
  void elseItIsWhereItListensWithTheRealPort(String host, String url) {
    assertThat(url(host, null)).isEqualTo(URI.create(url));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::"})
  void whereItListensEverywhereItIsAnAddressOfThisMachine(String host) throws UnknownHostException {
    URI url = url(host, null);

    assertThat(url.getPort()).isEqualTo(8081);
    assertThat(InetAddress.getByName(url.getHost()).isAnyLocalAddress()).isFalse();
  }
}
