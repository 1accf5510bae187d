package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.sandbox.codec.CodecException;
import dev.countersign.sandbox.codec.TransactionCodec;
import dev.countersign.sandbox.ledger.Ledger;
import java.util.Objects;

/** What a wallet adds to a template, and what it signs (PROTOCOL §4.1, §5.3, §12). */
final class WalletSigner {
  private static final long RELATIVE_BELOW = 32_570;
  private static final String USUAL_FEE = "12";
  private static final int USUAL_OFFSET = 20;
  private static final long PARTIAL_PAYMENT = 0x0002_0000;

  /** What somebody enters who is not told how much to pay. */
  private static final String ONE_XRP = "1000000";

  private final Ledger ledger;
  private final Network network;
  private final Person person;

  WalletSigner(Ledger ledger, Network network, Person person) {
    this.ledger = ledger;
    this.network = network;
    this.person = person;
  }

  Identity.Signed sign(Payload payload, Signing signing) {
    TransactionTemplate template = payload.request.template();
    ObjectNode request = template.requestJson().deepCopy();
    signing
        .fate()
        .changes()
        .properties()
        .forEach(
            change -> {
              if (change.getValue().isNull()) {
                request.remove(change.getKey());
              } else {
                request.set(change.getKey(), change.getValue());
              }
            });
    try {
      return switch (template.type()) {
        case TransactionTypes.SIGN_IN -> signIn(request);
        case TransactionTypes.CHANNEL_AUTHORIZE ->
            signed(person.identity.keys().sign(claim(request)));
        default -> transaction(request, payload, signing);
      };
    } catch (CodecException e) {
      throw SandboxRefusal.conflict(
          "Payload %s cannot be signed on %s: %s".formatted(payload.uuid, network, e.getMessage()));
    }
  }

  /** Nothing of the payload but its memos is in there (PROTOCOL §5.3). */
  private Identity.Signed signIn(ObjectNode request) {
    ObjectNode content = Json.object();
    content.put("SigningPubKey", person.identity.publicKey());
    content.put("Account", person.identity.account());
    if (request.has("Memos")) {
      content.set("Memos", request.path("Memos"));
    }
    return alone(TransactionCodec.XRPL, content);
  }

  /** What a payment channel's owner signs is no transaction. */
  static byte[] claim(ObjectNode request) {
    return TransactionCodec.encodeClaim(
        request.path("Channel").asText(),
        Objects.requireNonNullElse(Json.string(request, "Amount"), "0"));
  }

  private Identity.Signed transaction(ObjectNode request, Payload payload, Signing signing) {
    boolean multisign = payload.request.options().multisign();
    String own = person.identity.account();
    String asked = payload.request.template().account();
    request.remove("TxnSignature");
    request.remove("Signers");
    request.put("Account", multisign && asked != null ? asked : own);
    amounts(request, signing.fate());
    if (!Json.present(request.get("Fee"))) {
      request.put("Fee", USUAL_FEE);
    }
    if (!Json.present(request.get("Sequence"))) {
      request.put("Sequence", sequence(request, payload.submitted() && !signing.fate().lost()));
    }
    request.put("LastLedgerSequence", lastLedger(request.path("LastLedgerSequence").asLong(0)));
    if (network.chain().namedInTransactions()) {
      request.put("NetworkID", network.id);
    } else {
      request.remove("NetworkID");
    }
    return multisign ? amongOthers(request, own) : alone(network.codec, request);
  }

  private static void amounts(ObjectNode request, SigningFate fate) {
    boolean payment = "Payment".equals(Json.string(request, "TransactionType"));
    if (payment && !Json.present(request.get("Amount"))) {
      request.put("Amount", ONE_XRP);
    }
    if (payment && fate.deliveredAmount() != null) {
      request.put("Flags", request.path("Flags").asLong(0) | PARTIAL_PAYMENT);
    }
  }

  private long sequence(ObjectNode request, boolean used) {
    if (request.has("TicketSequence")) {
      return 0;
    }
    String account = request.path("Account").asText();
    return used ? ledger.takeSequence(account) : ledger.nextSequence(account);
  }

  /** Small numbers count from the ledger at the tap on accept; a passed one is raised. */
  private long lastLedger(long asked) {
    long current = ledger.validatedIndex();
    if (asked <= 0) {
      return current + USUAL_OFFSET;
    }
    if (asked < RELATIVE_BELOW) {
      return current + asked;
    }
    return asked <= current ? current + USUAL_OFFSET : asked;
  }

  private Identity.Signed alone(TransactionCodec codec, ObjectNode content) {
    content.put("SigningPubKey", person.identity.publicKey());
    content.put("TxnSignature", person.identity.keys().sign(codec.encodeForSigning(content)));
    return signed(codec.encode(content));
  }

  private Identity.Signed amongOthers(ObjectNode content, String signer) {
    content.put("SigningPubKey", "");
    String signature =
        person.identity.keys().sign(network.codec.encodeForMultisigning(content, signer));
    JsonNode entry =
        Json.object()
            .put("Account", signer)
            .put("SigningPubKey", person.identity.publicKey())
            .put("TxnSignature", signature);
    content.putArray("Signers").addObject().set("Signer", entry);
    return signed(network.codec.encode(content));
  }

  private static Identity.Signed signed(String hex) {
    return new Identity.Signed(hex, TransactionCodec.hash(hex));
  }
}
