package dev.countersign.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * Who a person is on the ledgers and to the platform, derived from the name alone so that ada is
 * the same account in every sandbox.
 */
record Identity(String account, String userId, WalletKeys keys) {
  /** A serialised object with its signature, in upper-case hex (PROTOCOL §5.3). */
  record Signed(String hex, String txid) {}

  static Identity of(String name) {
    byte[] user = Digests.sha256(("countersign sandbox user " + name).getBytes(UTF_8));
    WalletKeys keys = WalletKeys.of(name);
    return new Identity(
        keys.account(),
        Ids.v4(ByteBuffer.wrap(user).getLong(), ByteBuffer.wrap(user, 8, 8).getLong()),
        keys);
  }

  String publicKey() {
    return keys.publicKey();
  }
}
