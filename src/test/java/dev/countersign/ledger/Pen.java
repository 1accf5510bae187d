package dev.countersign.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.request.Ask;
import dev.countersign.request.PayloadView.Response;
import dev.countersign.sandbox.codec.TransactionCodec;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.xrpl.xrpl4j.codec.addresses.UnsignedByteArray;
import org.xrpl.xrpl4j.crypto.keys.Entropy;
import org.xrpl.xrpl4j.crypto.keys.PrivateKey;
import org.xrpl.xrpl4j.crypto.keys.PublicKey;
import org.xrpl.xrpl4j.crypto.keys.Seed;
import org.xrpl.xrpl4j.crypto.signing.bc.BcSignatureService;

/** Somebody's key; signs anything, with the sandbox's codec. Ed25519 is the JDK's. */
final class Pen {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  static final String SHOP = "rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY";
  static final Pen ADA = secp256k1("ada");
  static final Pen BEN = secp256k1("ben");
  static final Pen EVE = ed25519();

  private static final class Signer extends BcSignatureService {
    String sign(PrivateKey key, byte[] content) {
      return ecDsaSign(key, UnsignedByteArray.of(content)).base16Value();
    }
  }

  private final String publicKey;
  private final Function<byte[], String> signer;

  private Pen(String publicKey, Function<byte[], String> signer) {
    this.publicKey = publicKey;
    this.signer = signer;
  }

  private static Pen secp256k1(String name) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
      var pair =
          Seed.secp256k1SeedFromEntropy(Entropy.of(Arrays.copyOf(digest, 16))).deriveKeyPair();
      Signer signer = new Signer();
      return new Pen(
          pair.publicKey().base16Value(), content -> signer.sign(pair.privateKey(), content));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static Pen ed25519() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      byte[] encoded = pair.getPublic().getEncoded();
      String key = "ED" + HEX.formatHex(encoded, encoded.length - 32, encoded.length);
      return new Pen(key, content -> signed(pair, content));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String signed(KeyPair pair, byte[] content) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(pair.getPrivate());
      signature.update(content);
      return HEX.formatHex(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  String publicKey() {
    return publicKey;
  }

  String account() {
    return PublicKey.fromBase16EncodedPublicKey(publicKey).deriveAddress().value();
  }

  static ObjectNode json(String text) {
    return requireNonNull(Json.object(text.replace('\'', '"')), text);
  }

  static Ask.Template template(String text) {
    return new Ask.Template.TxJson(text.replace('\'', '"'));
  }

  static String payment(String more) {
    return "{'TransactionType':'Payment','Destination':'%s','Amount':'1000000'%s}"
        .formatted(SHOP, more);
  }

  /** What a wallet makes of a template. */
  ObjectNode filled(String template) {
    ObjectNode transaction = json(template);
    for (String[] field : new String[][] {{"Account", account()}, {"Fee", "12"}}) {
      if (!transaction.has(field[0])) {
        transaction.put(field[0], field[1]);
      }
    }
    if (!transaction.has("Sequence")) {
      transaction.put("Sequence", 7);
    }
    return transaction.put("LastLedgerSequence", 90_000_020);
  }

  /** Hex of exactly this, and of the key and the signature. */
  String sign(ObjectNode transaction) {
    return sign(transaction, TransactionCodec.XRPL);
  }

  String sign(ObjectNode transaction, TransactionCodec codec) {
    ObjectNode whole = transaction.deepCopy().put("SigningPubKey", publicKey);
    whole.put("TxnSignature", signer.apply(codec.encodeForSigning(whole)));
    return codec.encode(whole);
  }

  String signIn(String more) {
    return sign(json("{'Account':'%s'%s}".formatted(account(), more)));
  }

  /** Adds this one's to the signatures of several. */
  ObjectNode countersign(ObjectNode transaction) {
    return countersign(account(), transaction);
  }

  /** With this key, but in the name of {@code account}. */
  ObjectNode countersign(String account, ObjectNode transaction) {
    ObjectNode whole = transaction.deepCopy().put("SigningPubKey", "");
    String signature = signer.apply(TransactionCodec.XRPL.encodeForMultisigning(whole, account));
    whole
        .withArray("Signers")
        .addObject()
        .putObject("Signer")
        .put("Account", account)
        .put("SigningPubKey", publicKey)
        .put("TxnSignature", signature);
    return whole;
  }

  /** As the platform reports what this one has signed. */
  Response reported(String hex) {
    return response(hex, TransactionCodec.hash(hex), account(), account(), null);
  }

  static Response response(
      @Nullable String hex,
      @Nullable String txid,
      @Nullable String account,
      @Nullable String signer,
      @Nullable String multisignAccount) {
    return new Response(
        account,
        signer,
        txid,
        hex,
        multisignAccount,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
