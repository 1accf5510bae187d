package dev.countersign.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.worker.Members.Member;
import dev.countersign.worker.Members.Told;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MembersTest {
  private static final URI A = URI.create("http://10.0.0.1:8080");
  private static final URI B = URI.create("http://10.0.0.2:8080");

  private static String id(String name, URI url) {
    return new MemberName(name, url).clientId();
  }

  @Test
  void everyMemberIsToldWithItsPartitionsByName() {
    Owners.Group group =
        new Owners.Group(
            Map.of(0, id("pay-b", B), 1, id("pay-a", A), 2, id("pay-b", B)),
            Set.of(id("pay-a", A), id("pay-b", B)));

    assertThat(Members.group(group, 4, id("pay-a", A)))
        .isEqualTo(
            new Told.Group(
                List.of(
                    new Member("pay-a", A, new TreeSet<>(Set.of(1)), true),
                    new Member("pay-b", B, new TreeSet<>(Set.of(0, 2)), false)),
                List.of(3)));
  }

  @Test
  void oneThatOwnsNothingIsAMemberToo() {
    Owners.Group group = new Owners.Group(Map.of(), Set.of(id("pay-a", A)));

    assertThat(Members.group(group, 2, "another"))
        .isEqualTo(
            new Told.Group(List.of(new Member("pay-a", A, new TreeSet<>(), false)), List.of(0, 1)));
  }

  @Test
  void oneThatDoesNotSayWhereItIsHasNoAddress() {
    Owners.Group group = new Owners.Group(Map.of(0, "old-release"), Set.of("old-release"));

    assertThat(Members.group(group, 1, ""))
        .isEqualTo(
            new Told.Group(
                List.of(new Member("old-release", null, new TreeSet<>(Set.of(0)), false)),
                List.of()));
  }
}
