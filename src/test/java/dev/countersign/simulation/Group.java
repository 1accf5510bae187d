package dev.countersign.simulation;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The group of the inbox. A partition goes to its new owner when the old one has given it up in a
 * poll, or was evicted. What a commit is fenced by was measured on a broker, and is asymmetric.
 */
final class Group {
  enum Protocol {
    CONSUMER,
    /** Before KIP-1251 also what was kept is refused under an epoch that has moved on. */
    CONSUMER_BEFORE_KIP_1251,
    CLASSIC
  }

  private final Protocol protocol;
  private final int partitions;
  private final Runnable onChange;
  private final Map<String, Member> members = new LinkedHashMap<>();
  private int epoch;

  private static final class Member {
    int epoch;
    final Map<Integer, Integer> owned = new HashMap<>();
    Set<Integer> target = new TreeSet<>();
  }

  /**
   * @param onChange there is something new for the members to hear in their polls
   */
  Group(Protocol protocol, int partitions, Runnable onChange) {
    this.protocol = protocol;
    this.partitions = partitions;
    this.onChange = onChange;
  }

  boolean has(String id) {
    return members.containsKey(id);
  }

  /** Whoever owns a partition according to the group; null: nobody. */
  @Nullable String owner(int partition) {
    for (Map.Entry<String, Member> entry : members.entrySet()) {
      if (entry.getValue().owned.containsKey(partition)) {
        return entry.getKey();
      }
    }
    return null;
  }

  void join(String id) {
    members.put(id, new Member());
    rebalance();
  }

  /** The member leaves or is evicted; what it had is free at once. */
  void remove(String id) {
    if (members.remove(id) != null) {
      rebalance();
    }
  }

  int epoch(String id) {
    return of(id).epoch;
  }

  /** What the member has to give up now. */
  Set<Integer> surplus(String id) {
    Member member = of(id);
    Set<Integer> surplus = new TreeSet<>(member.owned.keySet());
    surplus.removeAll(member.target);
    return surplus;
  }

  /** The member has given up what it had to, and takes what is free. */
  Set<Integer> reconcile(String id) {
    Member member = of(id);
    boolean gaveUp = member.owned.keySet().retainAll(member.target);
    Set<Integer> gained = new TreeSet<>();
    member.epoch = epoch;
    for (int partition : member.target) {
      if (owner(partition) == null) {
        member.owned.put(partition, epoch);
        gained.add(partition);
      }
    }
    if (gaveUp) {
      onChange.run();
    }
    return gained;
  }

  /** Refuses offsets as a broker does. */
  void fence(String id, int pinned, Collection<Integer> offsets) {
    Member member = members.get(id);
    if (offsets.isEmpty()) {
      return;
    }
    if (member == null) {
      throw new Refusal(Refusal.Kind.MEMBER, "unknown member " + id);
    }
    for (int partition : offsets) {
      Integer since = member.owned.get(partition);
      boolean accepted =
          switch (protocol) {
            case CLASSIC -> pinned == epoch;
            case CONSUMER -> since == null ? pinned == member.epoch : pinned >= since;
            case CONSUMER_BEFORE_KIP_1251 -> pinned == member.epoch;
          };
      if (!accepted) {
        throw new Refusal(
            Refusal.Kind.MEMBER, "stale epoch %d of %s for %d".formatted(pinned, id, partition));
      }
    }
  }

  private void rebalance() {
    epoch++;
    if (members.isEmpty()) {
      return;
    }
    int least = partitions / members.size();
    int extra = partitions % members.size();
    Set<Integer> free = new TreeSet<>();
    for (int partition = 0; partition < partitions; partition++) {
      free.add(partition);
    }
    Map<Member, Integer> shares = new LinkedHashMap<>();
    for (Member member : members.values()) {
      int share = least + (extra-- > 0 ? 1 : 0);
      shares.put(member, share);
      Set<Integer> kept = new TreeSet<>();
      for (int partition : member.target) {
        if (kept.size() < share) {
          kept.add(partition);
        }
      }
      free.removeAll(kept);
      member.target = kept;
    }
    shares.forEach(
        (member, share) -> {
          while (member.target.size() < share) {
            Integer next = free.iterator().next();
            free.remove(next);
            member.target.add(next);
          }
        });
    onChange.run();
  }

  private Member of(String id) {
    Member member = members.get(id);
    if (member == null) {
      throw new IllegalStateException("no member " + id);
    }
    return member;
  }
}
