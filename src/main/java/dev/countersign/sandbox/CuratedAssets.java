package dev.countersign.sandbox;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code curated-assets} (PROTOCOL §9): issuers that exist in this sandbox only. Each has the
 * account of the person of its name, so that it can sign like everybody else.
 */
final class CuratedAssets {
  private record Currency(int id, String code, String name) {}

  private record Issuer(
      int id, String name, String domain, boolean shortlisted, List<Currency> currencies) {
    String account() {
      return Identity.of(name).account();
    }
  }

  private static final List<Issuer> ISSUERS =
      List.of(
          new Issuer(
              1,
              "Harbour Bank",
              "harbour.example",
              true,
              List.of(new Currency(101, "USD", "US Dollar"), new Currency(102, "EUR", "Euro"))),
          new Issuer(
              2,
              "Northern Mint",
              "mint.example",
              false,
              List.of(new Currency(201, "XAU", "Gold (troy ounce)"))));

  private static final Map<String, String> NAMES =
      ISSUERS.stream().collect(toUnmodifiableMap(Issuer::account, Issuer::name));

  private CuratedAssets() {}

  /** What this account is known as, as destination and as profile. */
  static @Nullable String name(String account) {
    return NAMES.get(account);
  }

  static Answer answer(Origin origin) {
    ObjectNode json = Json.object();
    ArrayNode names = json.putArray("issuers");
    ArrayNode codes = json.putArray("currencies");
    ObjectNode details = json.putObject("details");
    for (Issuer issuer : ISSUERS) {
      names.add(issuer.name());
      issuer.currencies().forEach(currency -> codes.add(currency.code()));
      details.set(issuer.name(), details(issuer, origin));
    }
    return Answer.json(200, json);
  }

  private static ObjectNode details(Issuer issuer, Origin origin) {
    String avatar = origin.avatar(issuer.account());
    int shortlist = issuer.shortlisted() ? 1 : 0;
    ObjectNode json =
        Json.object()
            .put("id", issuer.id())
            .put("name", issuer.name())
            .put("domain", issuer.domain())
            .put("avatar", avatar)
            .put("shortlist", shortlist);
    ObjectNode currencies = json.putObject("currencies");
    for (Currency currency : issuer.currencies()) {
      currencies
          .putObject(currency.code())
          .put("id", currency.id())
          .put("issuer_id", issuer.id())
          .put("issuer", issuer.account())
          .put("currency", currency.code())
          .put("name", currency.name())
          .put("avatar", avatar)
          .put("shortlist", shortlist);
    }
    return json;
  }
}
