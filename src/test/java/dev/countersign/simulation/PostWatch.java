package dev.countersign.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.platform.Answer;
import dev.countersign.promises.Rule;
import dev.countersign.request.Ask;
import dev.countersign.request.Bearer;
import dev.countersign.request.Signal;
import dev.countersign.request.Subject;
import dev.countersign.request.UserToken;
import dev.countersign.wire.Partitioner;
import dev.countersign.wire.RememberedToken;
import dev.countersign.wire.SchemaIds;
import dev.countersign.wire.TokenCodec;
import dev.countersign.wire.TokenRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Watches every POST: one identifier is POSTed again only when the one before certainly did nothing
 * or was read for and absent (CONTRACT §6.1), and with the right token (CONTRACT §5).
 */
final class PostWatch {
  private final Cluster cluster;
  private final World world;
  private final Findings findings;
  private final Map<String, List<Post>> posts = new HashMap<>();
  private int count;

  /** One POST that left a worker. */
  static final class Post {
    private boolean accountedFor;

    void answered(Answer<Signal.Created> answer) {
      accountedFor |=
          switch (answer) {
            case Answer.RateLimited<Signal.Created> _, Answer.Unauthorized<Signal.Created> _ ->
                true;
            case Answer.Unclear<Signal.Created>(String _, boolean sent) -> !sent;
            case Answer.Ok<Signal.Created> _,
                Answer.NotFound<Signal.Created> _,
                Answer.Refused<Signal.Created> _,
                Answer.Conflict<Signal.Created> _ ->
                false;
          };
    }
  }

  PostWatch(Cluster cluster, World world, Findings findings) {
    this.cluster = cluster;
    this.world = world;
    this.findings = findings;
  }

  int count() {
    return count;
  }

  Post sent(SimProcess process, Subject subject, Ask ask, @Nullable UserToken token) {
    count++;
    Post post = new Post();
    // Of a worker that was evicted without knowing it, only the platform can refuse the second.
    if (owns(process, subject.id())) {
      List<Post> earlier = posts.computeIfAbsent(key(subject), _ -> new ArrayList<>());
      if (!earlier.stream().allMatch(one -> one.accountedFor)) {
        findings.broken(
            Rule.READ_BEFORE_POST,
            "POST of " + subject.id() + " again, although the one before may have worked");
      }
      earlier.add(post);
      judge(subject, ask, token);
    }
    return post;
  }

  void saidAbsent(Subject subject) {
    posts.getOrDefault(key(subject), List.of()).forEach(post -> post.accountedFor = true);
  }

  private boolean owns(SimProcess process, String requestId) {
    String owner = cluster.group.owner(Partitioner.partition(requestId, Cluster.PARTITIONS));
    return owner != null && owner.startsWith(process.name + '#');
  }

  private void judge(Subject subject, Ask ask, @Nullable UserToken token) {
    Bearer bearer = ask.bearer();
    if (bearer != null && (!bearer.verified() || token != null)) {
      findings.broken(Rule.TOKEN, "request " + subject.id() + " is created for whoever says so");
    }
    if (ask.userToken() != null || ask.bearer() != null) {
      return;
    }
    List<Written> written = subject.user() == null ? List.of() : written(subject, subject.user());
    boolean imported = written.stream().anyMatch(record -> Objects.equals(record.token(), token));
    if (token != null && !imported && !world.belongs(token, subject)) {
      findings.broken(Rule.TOKEN, "token of somebody else used for " + subject.id());
    }
    if (subject.user() != null && ask.delivery() != Ask.Delivery.QR_ONLY) {
      UserToken current = null;
      boolean changedSince = false;
      for (Written record : written) {
        if (record.readableFrom().isBefore(subject.commandAt())) {
          current = record.token();
        } else {
          changedSince = true;
        }
      }
      if (!changedSince && !Objects.equals(current, token)) {
        findings.broken(
            Rule.TOKEN, "request " + subject.id() + " does not use the token known before it");
      }
    }
  }

  /** A record of the user-token topic; null: forgotten. */
  private record Written(@Nullable UserToken token, Instant readableFrom) {}

  /** What anybody wrote for this user and application, but for what nobody can read. */
  private List<Written> written(Subject subject, String user) {
    String owner = new String(TokenCodec.key(subject.application(), user), UTF_8);
    List<Written> all = new ArrayList<>();
    for (PartitionLog.Seen seen : cluster.committed(cluster.topics.userTokens())) {
      if (owner.equals(new String(seen.record().key(), UTF_8))) {
        switch (TokenCodec.decode(seen.record().key(), seen.record().value(), SchemaIds.none())) {
          case TokenRecord.Remembered(RememberedToken remembered) ->
              all.add(new Written(remembered.token(), seen.visibleAt()));
          case TokenRecord.Forgotten _ -> all.add(new Written(null, seen.visibleAt()));
          case TokenRecord.Unreadable _ -> {}
        }
      }
    }
    return all;
  }

  private static String key(Subject subject) {
    return subject.application() + '/' + subject.id() + '/' + subject.commandAt();
  }
}
