package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** {@code account-meta/{r}} (PROTOCOL §9), as recorded in 2024. */
final class AccountMeta {
  private AccountMeta() {}

  static Answer answer(String account, KycCalls kyc, Origin origin) {
    @Nullable String name = CuratedAssets.name(account);
    ObjectNode json =
        Json.object()
            .put("account", account)
            .put("kycApproved", kyc.approved(account))
            .put("xummPro", false)
            .put("blocked", ScamList.contains(account))
            .put("force_dtag", false)
            .put("avatar", origin.avatar(account));
    json.putObject("xummProfile")
        .put("accountAlias", name)
        .put("ownerAlias", name)
        .putNull("slug")
        .putNull("profileUrl")
        .putNull("accountSlug")
        .putNull("payString");
    json.putArray("thirdPartyProfiles");
    json.putObject("globalid").putNull("linked").putNull("profileUrl");
    return Answer.json(200, json);
  }
}
