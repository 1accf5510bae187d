package dev.countersign.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Who a person is on the ledger, derived from the name alone so that ada is the same account in
 * every sandbox. The key and the signature have the right shape and verify against nothing.
 */
record Identity(String account, String userId, String publicKey) {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final byte[] SIGNING_PUB_KEY = {0x73, 33};
  private static final byte[] TXN_SIGNATURE = {0x74, 64};
  private static final byte[] ACCOUNT = {(byte) 0x81, 20};

  record Signed(String hex, String txid) {}

  static Identity of(String name) {
    byte[] user = hash("user", name);
    return new Identity(
        Base58.address(accountId(name)),
        Ids.v4(ByteBuffer.wrap(user).getLong(), ByteBuffer.wrap(user, 8, 8).getLong()),
        "ED" + HEX.formatHex(hash("key", name)));
  }

  /**
   * A blob over {@code content}: the same content gives the same blob and txid, as every plain
   * SignIn of one account does (PROTOCOL §5.3).
   */
  static Signed sign(String name, String content) {
    ByteArrayOutputStream blob = new ByteArrayOutputStream();
    blob.writeBytes(SIGNING_PUB_KEY);
    blob.write(0xED);
    blob.writeBytes(hash("key", name));
    blob.writeBytes(TXN_SIGNATURE);
    blob.writeBytes(Digests.sha512((name + "\0" + content).getBytes(UTF_8)));
    blob.writeBytes(ACCOUNT);
    blob.writeBytes(accountId(name));
    String hex = HEX.formatHex(blob.toByteArray());
    return new Signed(hex, txid(hex));
  }

  static String txid(String hex) {
    ByteArrayOutputStream prefixed = new ByteArrayOutputStream();
    prefixed.writeBytes("TXN\0".getBytes(UTF_8));
    prefixed.writeBytes(HEX.parseHex(hex));
    return HEX.formatHex(Digests.sha512(prefixed.toByteArray()), 0, 32);
  }

  private static byte[] accountId(String name) {
    return Arrays.copyOf(hash("account", name), 20);
  }

  private static byte[] hash(String use, String name) {
    return Digests.sha256(("countersign sandbox " + use + " " + name).getBytes(UTF_8));
  }
}
