package dev.countersign.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.testing.Asked;
import dev.countersign.testing.Fleet;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("CONTRACT §5: user tokens")
class TokensTest {
  @RegisterExtension static final Fleet fleet = Fleet.setup().applications("shop", "bank").start();

  /** Somebody no other test knows, with a token for an application. */
  private static String known(String application) {
    String user = fleet.newId();
    Asked first = fleet.ask("'application':'" + application + "','user':'" + user + "'");
    fleet.person(user).sign(first.watched());
    first.awaits("CREATED", "OPENED", "SIGNED");
    Fleet.await("token of " + user).until(() -> !fleet.tokens(application, user).isEmpty());
    return user;
  }

  private static String platformToken(String user, String application) {
    return Objects.requireNonNull(
        fleet.person(user).userToken(fleet.application(application).key()));
  }

  private static JsonNode created(Asked asked) {
    asked.payload();
    return asked.events().getFirst().path("created");
  }

  @Test
  void theTokenOfTheFirstSignatureIsPublishedUnderItsOwner() {
    String user = known("shop");

    assertThat(fleet.tokens("shop", user))
        .singleElement()
        .satisfies(
            record ->
                assertThat(new String(record.value(), UTF_8))
                    .contains(platformToken(user, "shop"))
                    .contains(fleet.person(user).account()));
  }

  @Test
  void theSecondRequestIsPushed() {
    String user = known("shop");

    Asked second = fleet.ask("'application':'shop','user':'" + user + "'");

    assertThat(created(second).path("push_requested").asBoolean()).isTrue();
    assertThat(created(second).path("push_accepted").asBoolean()).isTrue();
    assertThat(fleet.sandbox().payload(second.payload()).pushedTo()).isEqualTo(user);
    fleet.person(user).sign(second.watched());
    second.awaits("CREATED", "OPENED", "SIGNED");
  }

  @Test
  void oneApplicationsTokenIsNotUsedForAnother() {
    String user = known("shop");

    Asked elsewhere = fleet.ask("'application':'bank','user':'" + user + "'");

    assertThat(created(elsewhere).path("push_requested").asBoolean(true)).isFalse();
  }

  @Test
  void anotherUsersTokenIsNotUsed() {
    known("shop");

    Asked other = fleet.ask("'application':'shop','user':'" + fleet.newId() + "'");

    assertThat(created(other).path("push_requested").asBoolean(true)).isFalse();
  }

  @Test
  void aTokenInTheCommandIsUsedInsteadOfTheRemembered() {
    String user = known("shop");
    String other = known("shop");

    Asked asked =
        fleet.ask(
            "'application':'shop','user':'%s','user_token':'%s'"
                .formatted(user, platformToken(other, "shop")));

    created(asked);
    assertThat(fleet.sandbox().payload(asked.payload()).pushedTo()).isEqualTo(other);
  }

  @Test
  void qrOnlyNeverSendsAToken() {
    String user = known("shop");

    Asked asked = fleet.ask("'application':'shop','delivery':'QR_ONLY','user':'" + user + "'");

    assertThat(created(asked).path("push_requested").asBoolean(true)).isFalse();
    assertThat(fleet.sandbox().payload(asked.payload()).pushedTo()).isNull();
  }

  @Test
  void pushOnlyWithoutATokenFailsBeforeAnythingIsCreated() {
    Asked asked =
        fleet.ask("'application':'shop','delivery':'PUSH_ONLY','user':'" + fleet.newId() + "'");

    JsonNode failed = asked.awaits("FAILED");
    assertThat(failed.path("failure").path("code").asText()).isEqualTo("NO_PUSH_TARGET");
    assertThat(fleet.sandbox().payloads(asked.id())).isEmpty();
  }

  @Test
  void pushOnlyWithAGoodTokenIsPushed() {
    String user = known("shop");

    Asked asked = fleet.ask("'application':'shop','delivery':'PUSH_ONLY','user':'" + user + "'");

    assertThat(created(asked).path("push_accepted").asBoolean()).isTrue();
  }

  @Test
  void aPushThatThePlatformIgnoresLeavesThePayloadToBeSignedByQr() {
    String user = known("shop");
    fleet.person(user).revoke(fleet.application("shop").key());

    Asked asked = fleet.ask("'application':'shop','user':'" + user + "'");

    assertThat(created(asked).path("push_requested").asBoolean()).isTrue();
    assertThat(created(asked).path("push_accepted").asBoolean(true)).isFalse();
    fleet.person(user).sign(asked.watched());
    asked.awaits("CREATED", "OPENED", "SIGNED");
  }

  @Test
  void aTokenThatThePersonRevokedIsRemovedFromTheTopic() {
    String user = known("shop");
    fleet.person(user).revoke(fleet.application("shop").key());

    fleet.ask("'application':'shop','user':'" + user + "'").payload();

    Fleet.await("tombstone of " + user)
        .until(() -> fleet.tokens("shop", user).getLast().value() == null);
    Asked next = fleet.ask("'application':'shop','user':'" + user + "'");
    assertThat(created(next).path("push_requested").asBoolean(true)).isFalse();
  }

  @Test
  void anIgnoredTokenThatIsStillGoodIsKept() {
    String user = known("shop");
    String foreign = platformToken(known("bank"), "bank");

    Asked asked =
        fleet.ask("'application':'shop','user':'%s','user_token':'%s'".formatted(user, foreign));

    assertThat(created(asked).path("push_accepted").asBoolean(true)).isFalse();
    Fleet.await("the check of the ignored token")
        .until(
            () ->
                fleet.sandbox().calls().stream()
                    .anyMatch(
                        call ->
                            call.endpoint().equals("user_tokens")
                                && fleet.application("shop").key().equals(call.application())));
    Asked next = fleet.ask("'application':'shop','user':'" + user + "'");
    assertThat(created(next).path("push_accepted").asBoolean()).isTrue();
  }

  @Test
  void pushOnlyThatThePlatformIgnoresIsCancelledAtOnce() {
    String user = known("shop");
    fleet.person(user).revoke(fleet.application("shop").key());

    Asked asked = fleet.ask("'application':'shop','delivery':'PUSH_ONLY','user':'" + user + "'");

    JsonNode cancelled = asked.awaits("CREATED", "CANCELLED");
    assertThat(cancelled.path("cancelled").path("reason").asText()).isEqualTo("PUSH_REFUSED");
    assertThat(fleet.sandbox().payload(asked.payload()).cancelled()).isTrue();
  }

  @Test
  void aSignatureForNobodysRequestRemembersNothing() {
    Asked asked = fleet.ask("'application':'shop'");

    fleet.person("ada").sign(asked.watched());

    asked.awaits("CREATED", "OPENED", "SIGNED");
    assertThat(
            fleet.tokens().matching(token -> new String(token.value(), UTF_8).contains(asked.id())))
        .isEmpty();
  }

  @Test
  void noTokenIsInAnyEvent() {
    String user = known("shop");
    Asked asked = fleet.ask("'application':'shop','user':'" + user + "'");
    fleet.person(user).sign(asked.watched());
    asked.awaits("CREATED", "OPENED", "SIGNED");

    assertThat(fleet.events().all())
        .noneMatch(event -> new String(event.value(), UTF_8).contains(platformToken(user, "shop")));
  }
}
