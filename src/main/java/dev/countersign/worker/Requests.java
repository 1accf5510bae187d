package dev.countersign.worker;

import dev.countersign.wire.Partitioner;
import dev.countersign.wire.RequestIds;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is known of requests, here and elsewhere in the fleet. May be used by any thread. */
public final class Requests {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Look BUSY = new Look.Unsure("too many ask this worker at once");
  private static final Look SILENT =
      new Look.Unsure("this worker's owner loop does not answer; /health/ready says why");
  private static final Look MOVING =
      new Look.Unsure("the request's partition is moving to another worker");

  private final String fleet;
  private final int partitions;
  private final Mailbox mailbox;
  private final Owners owners;

  /** Nobody's until the worker starts. */
  private volatile String clientId = "";

  Requests(String fleet, int partitions, Mailbox mailbox, Owners owners) {
    this.fleet = fleet;
    this.partitions = partitions;
    this.mailbox = mailbox;
    this.owners = owners;
  }

  /** Where a request's owner is. */
  public sealed interface Whereabouts {
    record At(URI url) implements Whereabouts {}

    record Unknown(String why) implements Whereabouts {}
  }

  /** How the group knows this worker. */
  void member(String clientId) {
    this.clientId = clientId;
  }

  /** Empty until the worker starts. */
  String clientId() {
    return clientId;
  }

  /** The group that all workers of the fleet are in. */
  public String fleet() {
    return fleet;
  }

  /**
   * Asks this worker. That there is nothing is only said if, after it was found, the partition was
   * still ours: one that was put out of the group for its silence does not know yet.
   */
  public CompletionStage<Look> look(String requestId, Viewer viewer) {
    if (!RequestIds.isValid(requestId)) {
      return CompletableFuture.completedStage(new Look.Absent());
    }
    CompletableFuture<Look> asked = mailbox.ask(requestId, viewer);
    return asked == null
        ? CompletableFuture.completedStage(BUSY)
        : asked
            .completeOnTimeout(SILENT, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
            // The loop has better things to do than what follows.
            .thenComposeAsync(
                look -> look instanceof Look.Absent ? confirmed(requestId, look) : done(look));
  }

  private CompletionStage<Look> confirmed(String requestId, Look absent) {
    return owners
        .fresh()
        .handle(
            (now, failure) -> {
              if (now == null) {
                return new Look.Unsure("Kafka does not tell who owns what: " + reason(failure));
              }
              return clientId.equals(now.owners().get(partition(requestId))) ? absent : MOVING;
            });
  }

  /**
   * Finds the owner.
   *
   * @param anew what was known a moment ago did not help
   */
  public CompletionStage<Whereabouts> owner(String requestId, boolean anew) {
    CompletionStage<Owners.Group> told = anew ? owners.fresh() : owners.recent();
    return told.handle(
        (now, failure) ->
            now == null
                ? new Whereabouts.Unknown("Kafka does not tell who owns what: " + reason(failure))
                : whereabouts(now.owners().get(partition(requestId))));
  }

  private Whereabouts whereabouts(@Nullable String owner) {
    if (owner == null) {
      return new Whereabouts.Unknown("no worker has the request's partition yet");
    }
    if (owner.equals(clientId)) {
      return new Whereabouts.Unknown("this worker is about to take the request's partition over");
    }
    MemberName member = MemberName.parse(owner);
    return member == null
        ? new Whereabouts.Unknown("the request's owner does not say where it can be reached")
        : new Whereabouts.At(member.url());
  }

  private int partition(String requestId) {
    return Partitioner.partition(requestId, partitions);
  }

  private static CompletionStage<Look> done(Look look) {
    return CompletableFuture.completedStage(look);
  }

  private static String reason(@Nullable Throwable failure) {
    return failure == null ? "no reason given" : failure.getClass().getSimpleName();
  }
}
