package dev.countersign.sandbox;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's wallet, for tests in the same JVM. Every action returns once its effect can be read by
 * the application, and throws {@link SandboxRefusal} where a wallet would refuse.
 */
public final class SandboxPerson {
  private final World world;
  private final String name;

  SandboxPerson(World world, String name) {
    this.world = world;
    this.name = name;
  }

  public String name() {
    return name;
  }

  /** Their classic r-address. */
  public String account() {
    return world.loop.call(() -> person().identity.account());
  }

  /** Pushed to them or opened by them and still open, newest first. */
  public List<PayloadSnapshot> pending() {
    return world.loop.call(
        () -> world.pending(person()).stream().map(p -> PayloadSnapshot.of(world, p)).toList());
  }

  public PayloadSnapshot open(String uuid) {
    return world.loop.call(
        () -> {
          Payload payload = world.payload(uuid);
          world.wallet.open(person(), payload);
          return PayloadSnapshot.of(world, payload);
        });
  }

  public PayloadSnapshot sign(String uuid) {
    return sign(uuid, Signing.USUAL);
  }

  public PayloadSnapshot sign(String uuid, Signing signing) {
    return world.loop.await(
        () -> snapshot(world.wallet.sign(person(), world.payload(uuid), signing)));
  }

  public PayloadSnapshot reject(String uuid) {
    return world.loop.await(
        () -> snapshot(world.wallet.reject(person(), world.payload(uuid), false)));
  }

  /**
   * What the application needs to push to them; null when there is none or it is no longer good.
   */
  public @Nullable String userToken(String applicationKey) {
    return world
        .loop
        .call(
            () ->
                Optional.ofNullable(
                    world.tokens.live(person(), world.application(applicationKey), world.now())))
        .map(token -> token.value)
        .orElse(null);
  }

  /** Takes back the permission to push; the token comes alive again with the next signature. */
  public void revoke(String applicationKey) {
    world.loop.run(() -> world.revoke(person(), world.application(applicationKey)));
  }

  /** Whether they have proved who they are (PROTOCOL §8.6); NONE to begin with. */
  public void kyc(KycStatus status) {
    world.loop.run(() -> world.kyc.set(person(), status));
  }

  /** Opens the application's xApp; the answer is the one-time token that it is called with. */
  public String openXapp(String applicationKey) {
    return world.loop.call(
        () -> world.openXapp(person(), world.application(applicationKey), XappVisit.USUAL).value);
  }

  private Person person() {
    return world.person(name);
  }

  private Future<PayloadSnapshot> snapshot(Future<Payload> payload) {
    return payload.map(p -> PayloadSnapshot.of(world, p));
  }
}
