package dev.countersign.wire;

import dev.countersign.request.Amount;
import dev.countersign.request.ClassicAddress;
import dev.countersign.request.Expectation;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of {@code expect} (CONTRACT §3). */
final class ExpectRules {
  private static final Set<String> KNOWN =
      Set.of("account", "network", "destination", "destination_tag", "amount");
  private static final BigDecimal LARGEST_TAG = BigDecimal.valueOf(0xFFFF_FFFFL);
  private static final int LONGEST_NETWORK = 32;

  private final Fields expect;

  ExpectRules(Fields expect) {
    this.expect = expect;
  }

  Expectation read() {
    expect.allowOnly(KNOWN, Set.of());
    return new Expectation(account(), network(), address("destination"), tag(), amount());
  }

  /** The only account that is to sign. */
  @Nullable String account() {
    return address("account");
  }

  private @Nullable String network() {
    String network = expect.string("network", LONGEST_NETWORK);
    return network == null ? null : network.toLowerCase(Locale.ROOT);
  }

  private @Nullable String address(String name) {
    String address = expect.string(name);
    if (address != null && !ClassicAddress.isValid(address)) {
      expect.problem(name, "must be a classic address (r…)");
      return null;
    }
    return address;
  }

  private @Nullable Long tag() {
    return switch (expect.get("destination_tag")) {
      case null -> null;
      case Json.Num(BigDecimal value)
          when value.signum() >= 0 && value.scale() <= 0 && value.compareTo(LARGEST_TAG) <= 0 ->
          value.longValueExact();
      case Json other -> {
        expect.problem("destination_tag", "must be a whole number from 0 to " + LARGEST_TAG);
        yield null;
      }
    };
  }

  private @Nullable Amount amount() {
    Json given = expect.get("amount");
    Amount amount = given == null ? null : AmountText.parse(given);
    if (given != null && amount == null) {
      expect.problem(
          "amount",
          "must be drops as a string of digits, or value, currency and issuer of an issued"
              + " currency, all as strings");
    }
    return amount;
  }
}
