package dev.countersign.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.SocketAddress;
import org.junit.jupiter.api.Test;

class SendersTest {
  @Test
  void twoPortsOfAnAddressAreOneSender() {
    assertThat(sender("192.0.2.1", 1)).isEqualTo(sender("192.0.2.1", 2));
    assertThat(sender("192.0.2.1", 1)).isNotEqualTo(sender("192.0.2.2", 1));
  }

  @Test
  void anIpv6NetworkIsOneSenderForWhoHasItHasAllItsAddresses() {
    assertThat(sender("2001:db8:0:1::1", 1)).isEqualTo(sender("2001:db8:0:1:ffff::9", 2));
    assertThat(sender("2001:db8:0:1::1", 1)).isNotEqualTo(sender("2001:db8:0:2::1", 1));
  }

  @Test
  void anIpv4AddressThatIsWrittenAsIpv6IsStillItself() {
    assertThat(sender("::ffff:192.0.2.1", 1)).isNotEqualTo(sender("::ffff:192.0.2.2", 1));
  }

  @Test
  void whoHasNoAddressSharesWithAllWhoHaveNone() {
    assertThat(Senders.of(null)).isEqualTo(Senders.of(SocketAddress.domainSocketAddress("/tmp/s")));
  }

  private static String sender(String host, int port) {
    return Senders.of(SocketAddress.inetSocketAddress(port, host));
  }
}
