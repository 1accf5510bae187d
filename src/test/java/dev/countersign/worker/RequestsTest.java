package dev.countersign.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.config.CountersignConfig;
import dev.countersign.testing.Fleet;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a worker says of a request is set against what the group's coordinator says of it. */
class RequestsTest {
  private static final Viewer OPERATOR = new Viewer.Operator();

  private final Mailbox mailbox = new Mailbox();

  private Requests requests(Fleet fleet, String workerId) {
    CountersignConfig config = fleet.config(workerId);
    Requests requests =
        new Requests(
            config.groupId(),
            config.partitions(),
            mailbox,
            new Owners(
                fleet.admin(), config.groupId(), config.topics().inbox(), InstantSource.system()));
    requests.member(new MemberName(config.groupId() + '-' + workerId, Owner.ADVERTISED).clientId());
    return requests;
  }

  /** As a loop answers that believes to own the partition. */
  private Look toldAbsent(Requests requests) {
    CompletionStage<Look> looking = requests.look("r-1", OPERATOR);
    if (mailbox.take() instanceof Mail.Question question) {
      question.answer().complete(new Look.Absent());
    }
    return looking.toCompletableFuture().join();
  }

  private static Fleet fleet(String protocol) {
    return Fleet.setup().workers(0).set("kafka.group.protocol", protocol).start();
  }

  @ParameterizedTest
  @ValueSource(strings = {"consumer", "classic"})
  void thatThereIsNothingIsOnlySaidByTheOwnerThatTheGroupNames(String protocol) {
    try (Fleet fleet = fleet(protocol);
        Owner owner = new Owner(fleet, "a").owning(3)) {
      assertThat(owner.owned).hasSize(3);
      assertThat(toldAbsent(requests(fleet, "a"))).isEqualTo(new Look.Absent());
      assertThat(toldAbsent(requests(fleet, "put-out-of-the-group")))
          .isInstanceOf(Look.Unsure.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"consumer", "classic"})
  void theOwnerIsFoundByItsClientId(String protocol) {
    try (Fleet fleet = fleet(protocol);
        Owner owner = new Owner(fleet, "a").owning(3)) {
      assertThat(owner.owned).hasSize(3);
      assertThat(requests(fleet, "b").owner("r-1", false).toCompletableFuture().join())
          .isEqualTo(new Requests.Whereabouts.At(Owner.ADVERTISED));
      assertThat(requests(fleet, "a").owner("r-1", false).toCompletableFuture().join())
          .isInstanceOf(Requests.Whereabouts.Unknown.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"consumer", "classic"})
  void whileNobodyOwnsItNothingIsCertain(String protocol) {
    try (Fleet fleet = fleet(protocol)) {
      Requests requests = requests(fleet, "a");

      assertThat(toldAbsent(requests)).isInstanceOf(Look.Unsure.class);
      assertThat(requests.owner("r-1", true).toCompletableFuture().join())
          .isInstanceOf(Requests.Whereabouts.Unknown.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no id", "x/y", "01234567890123456789012345678901234567890"})
  void whatCannotBeAnIdIsNotAskedFor(String id) {
    try (Fleet fleet = fleet("consumer")) {
      CompletableFuture<Look> look = requests(fleet, "a").look(id, OPERATOR).toCompletableFuture();

      assertThat(look.join()).isEqualTo(new Look.Absent());
      assertThat(mailbox.take()).isNull();
    }
  }
}
