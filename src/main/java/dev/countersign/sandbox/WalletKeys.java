package dev.countersign.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.xrpl.xrpl4j.codec.addresses.UnsignedByteArray;
import org.xrpl.xrpl4j.crypto.keys.Entropy;
import org.xrpl.xrpl4j.crypto.keys.KeyPair;
import org.xrpl.xrpl4j.crypto.keys.PrivateKey;
import org.xrpl.xrpl4j.crypto.keys.Seed;
import org.xrpl.xrpl4j.crypto.signing.Signature;
import org.xrpl.xrpl4j.crypto.signing.bc.BcSignatureService;

/**
 * A person's secp256k1 key pair, made from the name alone: worth nothing on any real ledger, and
 * the same in every sandbox.
 */
final class WalletKeys {
  private static final int ENTROPY = 16;
  private static final Signatures SIGNATURES = new Signatures();

  /** The library signs only what it has classes for; its bare signature is meant for subclasses. */
  private static final class Signatures extends BcSignatureService {
    String sign(PrivateKey key, byte[] content) {
      Signature signature = ecDsaSign(key, UnsignedByteArray.of(content));
      return signature.base16Value();
    }
  }

  private final KeyPair pair;

  private WalletKeys(KeyPair pair) {
    this.pair = pair;
  }

  static WalletKeys of(String name) {
    byte[] digest = Digests.sha256(("countersign sandbox key " + name).getBytes(UTF_8));
    Entropy entropy = Entropy.of(Arrays.copyOf(digest, ENTROPY));
    return new WalletKeys(Seed.secp256k1SeedFromEntropy(entropy).deriveKeyPair());
  }

  /** Loading the cryptography takes long enough to be noticed; done once, it is quick. */
  static void prepare() {
    of("nobody").sign(new byte[0]);
  }

  String account() {
    return pair.publicKey().deriveAddress().value();
  }

  /** Upper-case hex. */
  String publicKey() {
    return pair.publicKey().base16Value();
  }

  /** Upper-case hex; deterministic, so the same content has the same signature (PROTOCOL §5.3). */
  String sign(byte[] content) {
    return SIGNATURES.sign(pair.privateKey(), content);
  }
}
