package dev.countersign.sandbox;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls that the platform knows; {@code label} is their name in faults and in the log. */
enum Endpoint {
  CREATE("create", Budget.CREATES),
  READ("read"),
  READ_BY_IDENTIFIER("read_by_identifier"),
  CANCEL("cancel"),
  PING("ping"),
  PING_NOAUTH("ping"),
  USER_TOKEN("user_tokens"),
  USER_TOKENS("user_tokens"),
  KYC_OF_TOKEN("kyc_status", Budget.KYC),
  KYC_OF_ACCOUNT("kyc_status", Budget.KYC),
  STORAGE_GET("app_storage"),
  STORAGE_SET("app_storage"),
  STORAGE_DELETE("app_storage"),
  CURATED_ASSETS("curated_assets"),
  RATES("rates"),
  XRPL_TX("xrpl_tx", Budget.TRANSACTIONS),
  ACCOUNT_META("account_meta", Budget.ACCOUNT_META),
  RAILS("rails"),
  HOOK_HASHES("hookhash"),
  HOOK_HASH("hookhash"),
  NFTOKEN_DETAIL("nftoken_detail"),
  USERDATA_LIST("userdata"),
  USERDATA_RETRIEVE("userdata"),
  USERDATA_PERSIST("userdata"),
  USERDATA_REMOVE("userdata"),
  AUTHORIZE("authorize"),
  XAPP_OTT("xapp_ott"),
  XAPP_OTT_AGAIN("xapp_ott"),
  XAPP_PUSH("xapp_push"),
  XAPP_EVENT("xapp_event"),
  OAUTH2("oauth2"),
  SOCKET("socket"),
  WEBHOOK("webhook"),
  LEDGER("ledger"),
  UNKNOWN("unknown");

  final String label;
  final Budget budget;

  Endpoint(String label) {
    this(label, Budget.CALLS);
  }

  Endpoint(String label, Budget budget) {
    this.label = label;
    this.budget = budget;
  }

  /** Each name once, in the order of the calls. */
  static List<String> labels() {
    return Arrays.stream(values()).map(endpoint -> endpoint.label).distinct().toList();
  }

  /** One call as faults see it. */
  record Target(@Nullable String application, String method, Endpoint endpoint, String path) {}
}
