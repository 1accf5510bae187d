package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("PROTOCOL §10: redirect URIs")
class RedirectUrisTest {
  @ParameterizedTest
  @DisplayName("§10 they match by prefix, whatever follows the path")
  @CsvSource({
    "https://shop.example/in,     https://shop.example/in,            true",
    "https://shop.example/in/,    https://shop.example/in?x=1#y,      true",
    "https://shop.example/in,     https://shop.example/in/here,       true",
    "https://shop.example/in,     https://shop.example/out,           false",
    "https://shop.example/in,     http://shop.example/in,             false",
    "https://shop.example/in,     https://other.example/in,           false",
    "https://shop.example,        https://other.example?shop.example, false",
    "myapp://callback,            myapp://callback/signed,            true",
    "http://localhost,            http://localhost:3000/back,         true",
  })
  void prefix(String allowed, String wanted, boolean allows) {
    assertThat(new RedirectUris(List.of(allowed)).allow(wanted)).isEqualTo(allows);
  }

  @ParameterizedTest
  @DisplayName("§10 a wildcard stands for one or more sub-domains and for nothing else")
  @CsvSource({
    "https://*.shop.example,      https://a.shop.example/x,            true",
    "https://*.shop.example,      https://A-1.b.shop.example,          true",
    "https://*.shop.example,      https://shop.example,                false",
    "https://*.shop.example,      http://a.shop.example,               false",
    "https://*.shop.example,      https://evil.example/a.shop.example, false",
    "https://*.shop.example,      https://a.shop.example.evil.example, false",
    "https://*.shop.example,      https://ashop.example,               false",
    "https://*.shop.example,      https://a@evil.shop.example,         false",
    "https://*.shop.example,      https://aXshopXexample,              false",
    "https://*.shop.example/in,   https://a.shop.example/in/x,         true",
    "https://*.shop.example/in,   https://a.shop.example/out,          false",
  })
  void wildcard(String allowed, String wanted, boolean allows) {
    assertThat(new RedirectUris(List.of(allowed)).allow(wanted)).isEqualTo(allows);
  }

  @Test
  @DisplayName("§10 without any nothing is allowed, and what is no address is refused by name")
  void none() {
    assertThat(new RedirectUris(List.of()).allow("https://shop.example")).isFalse();
    assertThatThrownBy(() -> new RedirectUris(List.of("shop.example")))
        .isInstanceOf(SandboxRefusal.class)
        .hasMessageContaining("'shop.example'");
  }
}
