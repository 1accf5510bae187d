package dev.countersign.sandbox.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Currency codes, and assets without an amount. */
final class Currencies {
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9?!@#$%^&*(){}\\[\\]|]{3}");
  private static final Pattern HEX_CODE = Pattern.compile("[0-9A-F]{40}");
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int WIDTH = 20;
  private static final int CODE_AT = 12;

  /** Stands where the issuer would, to tell a multi-purpose token's issue from an issued one's. */
  private static final byte[] NO_ACCOUNT = HEX.parseHex("0000000000000000000000000000000000000001");

  private final String nativeCode;

  /** Each ledger's own coin has a code of zeros, and a name that is an ordinary code elsewhere. */
  Currencies(String nativeCode) {
    this.nativeCode = nativeCode;
  }

  byte[] encode(String code) {
    if (HEX_CODE.matcher(code).matches()) {
      return HEX.parseHex(code);
    }
    if (!CODE.matcher(code).matches()) {
      throw new CodecException("'" + code + "' is no currency.");
    }
    byte[] bytes = new byte[WIDTH];
    if (!code.equals(nativeCode)) {
      System.arraycopy(code.getBytes(US_ASCII), 0, bytes, CODE_AT, 3);
    }
    return bytes;
  }

  String decode(byte[] bytes) {
    byte[] plain = new byte[WIDTH];
    if (Arrays.equals(bytes, plain)) {
      return nativeCode;
    }
    System.arraycopy(bytes, CODE_AT, plain, CODE_AT, 3);
    String code = new String(bytes, CODE_AT, 3, US_ASCII);
    return Arrays.equals(bytes, plain) && CODE.matcher(code).matches() && !code.equals(nativeCode)
        ? code
        : HEX.formatHex(bytes);
  }

  void encodeIssue(JsonNode issue, Sink sink) {
    if (issue.size() == 1 && issue.path("mpt_issuance_id").isTextual()) {
      byte[] id = Scalars.hex(issue.path("mpt_issuance_id"), 24);
      sink.put(Arrays.copyOfRange(id, 4, 24)).put(NO_ACCOUNT);
      sink.put(id[3]).put(id[2]).put(id[1]).put(id[0]);
    } else if (issue.size() == 1) {
      sink.put(encode(Scalars.text(issue.path("currency"))));
    } else if (issue.size() == 2) {
      sink.put(encode(Scalars.text(issue.path("currency"))));
      sink.put(Scalars.account(issue.path("issuer")));
    } else {
      throw new CodecException(issue + " is no asset.");
    }
  }

  ObjectNode decodeIssue(Source source) {
    ObjectNode issue = JsonNodeFactory.instance.objectNode();
    byte[] first = source.take(WIDTH);
    if (decode(first).equals(nativeCode)) {
      return issue.put("currency", nativeCode);
    }
    byte[] issuer = source.take(WIDTH);
    if (Arrays.equals(issuer, NO_ACCOUNT)) {
      long sequence = Integer.reverseBytes((int) source.number(4)) & 0xFFFF_FFFFL;
      return issue.put("mpt_issuance_id", "%08X%s".formatted(sequence, HEX.formatHex(first)));
    }
    return issue.put("currency", decode(first)).put("issuer", Addresses.encode(issuer));
  }
}
