package dev.countersign.worker;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The workers of the fleet, as the group's coordinator tells. May be used by any thread. */
public final class Members {
  private final int partitions;
  private final Owners owners;
  private final Supplier<String> clientId;

  /**
   * @param clientId how the group knows this worker; empty until it starts
   */
  Members(int partitions, Owners owners, Supplier<String> clientId) {
    this.partitions = partitions;
    this.owners = owners;
    this.clientId = clientId;
  }

  /**
   * One worker.
   *
   * @param url where it can be reached; null: it does not say
   * @param isThis whether it is the one that tells
   */
  public record Member(
      String name, @Nullable URI url, SortedSet<Integer> partitions, boolean isThis) {}

  /** What is known of the group. */
  public sealed interface Told {
    /**
     * @param unowned partitions that nobody has now
     */
    record Group(List<Member> members, List<Integer> unowned) implements Told {}

    record NotNow(String why) implements Told {}
  }

  public int partitions() {
    return partitions;
  }

  /** As it was a second ago or later; the stage does not fail. */
  public CompletionStage<Told> told() {
    return owners
        .recent()
        .handle(
            (now, failure) ->
                now == null
                    ? new Told.NotNow(
                        "Kafka does not tell who is in the fleet: "
                            + (failure == null
                                ? "no such group"
                                : failure.getClass().getSimpleName()))
                    : group(now, partitions, clientId.get()));
  }

  static Told.Group group(Owners.Group now, int partitions, String clientId) {
    Map<String, SortedSet<Integer>> owned = new TreeMap<>();
    now.members().forEach(member -> owned.put(member, new TreeSet<>()));
    List<Integer> unowned = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      String owner = now.owners().get(partition);
      if (owner == null) {
        unowned.add(partition);
      } else {
        owned.computeIfAbsent(owner, _ -> new TreeSet<>()).add(partition);
      }
    }
    List<Member> members = new ArrayList<>();
    owned.forEach((id, numbers) -> members.add(member(id, numbers, clientId)));
    members.sort(Comparator.comparing(Member::name));
    return new Told.Group(List.copyOf(members), List.copyOf(unowned));
  }

  private static Member member(String id, SortedSet<Integer> owned, String clientId) {
    MemberName name = MemberName.parse(id);
    return new Member(
        name == null ? id : name.name(),
        name == null ? null : name.url(),
        owned,
        id.equals(clientId));
  }
}
