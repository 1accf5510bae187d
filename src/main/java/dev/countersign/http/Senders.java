package dev.countersign.http;

import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Who sends, as far as its address tells. */
final class Senders {
  /** Bytes that a network hands out as one; whoever has it has all the addresses in it. */
  private static final int NETWORK = 8;

  private Senders() {}

  /** Its IPv4 address, or the network of its IPv6 address. */
  static String of(@Nullable SocketAddress remote) {
    String host = remote == null ? null : remote.hostAddress();
    if (host == null) {
      return "";
    }
    try {
      return InetAddress.ofLiteral(host) instanceof Inet6Address address
          ? HexFormat.of().formatHex(address.getAddress(), 0, NETWORK)
          : host;
    } catch (IllegalArgumentException noAddress) {
      return host;
    }
  }
}
