package dev.countersign.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgersReaderTest {
  private static final String URLS = "countersign.ledger.mainnet.urls";

  @Test
  void nodesAreInOrderAndTheFirstIsPreferred() {
    LedgerSettings ledger =
        new Given().system(URLS, "https://a.example/key , wss://b.example:51233").config().ledger();
    assertThat(ledger.networks())
        .containsOnlyKeys("mainnet")
        .containsValue(
            new LedgerSettings.Network(
                0,
                List.of(URI.create("https://a.example/key"), URI.create("wss://b.example:51233"))));
  }

  @ParameterizedTest
  @CsvSource({"mainnet,0", "testnet,1", "devnet,2", "xahau,21337", "xahautestnet,21338"})
  void knownNetworksHaveTheirIds(String network, long id) {
    String key = "countersign.ledger." + network + ".urls";
    assertThat(new Given().system(key, "http://x").config().ledger().networks().get(network))
        .extracting(LedgerSettings.Network::id)
        .isEqualTo(id);
  }

  @Test
  void anotherNetworkNeedsItsId() {
    Given given = new Given().system("countersign.ledger.nonet.urls", "http://x");
    assertThat(given.problems())
        .singleElement()
        .asString()
        .startsWith("countersign.ledger.nonet.network-id is missing");
    assertThat(
            given
                .system("countersign.ledger.nonet.network-id", "63456")
                .config()
                .ledger()
                .networks()
                .get("nonet"))
        .extracting(LedgerSettings.Network::id)
        .isEqualTo(63456L);
  }

  @Test
  void theIdOfAKnownNetworkCannotBeAnother() {
    assertThat(
            new Given()
                .system(URLS, "http://x")
                .system("countersign.ledger.mainnet.network-id", "1")
                .problems())
        .singleElement()
        .asString()
        .contains("the id of \"mainnet\" is 0");
  }

  @Test
  void environmentVariablesNameNetworksInUpperCase() {
    assertThat(
            new Given()
                .env("COUNTERSIGN_LEDGER_XAHAU_URLS", "wss://xahau.example")
                .config()
                .ledger()
                .networks())
        .containsOnlyKeys("xahau");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://x", "x", "http:///p", "https://u:secret@x", "https://x,", "a secret"})
  void whatIsNoAddressOfANodeIsRefusedWithoutBeingShown(String urls) {
    assertThat(new Given().system(URLS, urls).problems())
        .singleElement()
        .asString()
        .startsWith(URLS + " (system property): must be addresses")
        .doesNotContain("secret");
  }

  @Test
  void anIdWithoutNodesIsAProblem() {
    assertThat(new Given().system("countersign.ledger.mainnet.network-id", "0").problems())
        .containsExactly(URLS + " is missing: the network has other settings");
  }

  @Test
  void theRestHasItsDefaults() {
    LedgerSettings ledger = new Given().config().ledger();
    assertThat(ledger.settleWithin()).isEqualTo(Duration.ofHours(24));
    assertThat(ledger.lastLedgerOffset()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "32570", "x"})
  void anOffsetThatThePlatformWouldTakeForALedgerIsRefused(String offset) {
    assertThat(new Given().system("countersign.last-ledger-offset", offset).problems())
        .singleElement()
        .asString()
        .contains("from 2 to 32569");
  }

  @Test
  void keysInAddressesAreNotPrinted() {
    assertThat(new Given().system(URLS, "https://a.example/key").config().ledger().toString())
        .doesNotContain("key");
  }
}
