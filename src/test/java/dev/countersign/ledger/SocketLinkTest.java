package dev.countersign.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** WebSocket: questions and answers over one connection, which may die at any moment. */
class SocketLinkTest {
  @RegisterExtension final Rig rig = new Rig();

  private FakeNode paid() throws Exception {
    return rig.node().says("tx", Bodies.paid());
  }

  private static String reason(LedgerReader reader) throws Exception {
    Fate fate = Rig.fate(reader);
    assertThat(fate).isInstanceOf(Fate.Unknown.class);
    return ((Fate.Unknown) fate).reason();
  }

  /** After it was left alone for a while, the node is as good as new. */
  private void recovers(LedgerReader reader, FakeNode node) throws Exception {
    node.overSocket(node::answer);
    rig.timePasses(Duration.ofSeconds(2));
    assertThat(Rig.fate(reader)).isInstanceOf(Fate.Validated.class);
  }

  @Test
  void aQuestionIsAnswered() throws Exception {
    assertThat(rig.fateFrom(paid().ws())).isInstanceOf(Fate.Validated.class);
  }

  @Test
  void aRefusalIsReadOverThisWayToo() throws Exception {
    FakeNode node =
        rig.node()
            .says("tx", asked -> asked.has("min_ledger") ? Bodies.missing(true) : Bodies.missing());
    assertThat(rig.fateFrom(node.ws())).isEqualTo(new Fate.Never(2000));
  }

  @Test
  void oneConnectionIsKept() throws Exception {
    FakeNode node = paid();
    LedgerReader reader = rig.reader(node.ws());
    for (int i = 0; i < 5; i++) {
      Rig.fate(reader);
    }
    assertThat(node.connections).hasValue(1);
  }

  @Test
  void answersInAnotherOrderReachTheirQuestions() throws Exception {
    FakeNode node = paid();
    LedgerReader reader = rig.reader(node.ws());
    Rig.fate(reader);
    List<JsonNode> held = new CopyOnWriteArrayList<>();
    node.overSocket(
        (socket, question) -> {
          held.add(question);
          if (held.size() == 3) {
            held.reversed().forEach(late -> node.answer(socket, late));
          }
        });
    node.says(
        "tx", asked -> Bodies.paid().replace(Bodies.TXID, asked.path("transaction").asText()));
    List<String> hashes = List.of("AA".repeat(32), "BB".repeat(32), "CC".repeat(32));
    List<Future<Fate>> fates =
        hashes.stream()
            .map(hash -> reader.fate("mainnet", new Question(hash, null, null, null, null)))
            .toList();
    for (int i = 0; i < fates.size(); i++) {
      assertThat(((Fate.Validated) Rig.await(fates.get(i))).transaction().path("hash").asText())
          .isEqualTo(hashes.get(i));
    }
  }

  @Test
  void messagesNobodyAskedForAreIgnored() throws Exception {
    FakeNode node = paid();
    node.overSocket(
        (socket, question) -> {
          socket.writeTextMessage("{\"type\":\"ledgerClosed\",\"ledger_index\":3001}");
          socket.writeTextMessage("{\"id\":\"x\",\"result\":{}}");
          socket.writeTextMessage("{\"id\":99,\"result\":{}}");
          node.answer(socket, question);
        });
    assertThat(rig.fateFrom(node.ws())).isInstanceOf(Fate.Validated.class);
  }

  @Test
  void aHalfOpenSocketIsGivenUpAndAnotherOpened() throws Exception {
    rig.hasty();
    FakeNode node = paid();
    LedgerReader reader = rig.reader(node.ws());
    Rig.fate(reader);
    node.overSocket((_, _) -> {});
    assertThat(reason(reader)).contains("no answer within 2000 ms");
    recovers(reader, node);
    assertThat(node.connections).hasValue(2);
  }

  @Test
  void closedInTheMiddleOfAQuestionNothingIsKnown() throws Exception {
    FakeNode node = paid();
    LedgerReader reader = rig.reader(node.ws());
    Rig.fate(reader);
    node.overSocket((socket, _) -> socket.close((short) 1008, "threshold exceeded"));
    assertThat(reason(reader)).contains("1008 threshold exceeded");
    recovers(reader, node);
  }

  @Test
  void closedBetweenQuestionsTheNextOpensAnother() throws Exception {
    FakeNode node = paid();
    List<ServerWebSocket> sockets = new CopyOnWriteArrayList<>();
    node.overSocket(
        (socket, question) -> {
          sockets.add(socket);
          node.answer(socket, question);
        });
    LedgerReader reader = rig.reader(node.ws());
    Rig.fate(reader);
    Rig.await(sockets.getFirst().close());
    rig.timePasses(Duration.ofSeconds(4));
    Fate next = Rig.fate(reader);
    rig.timePasses(Duration.ofSeconds(4));
    assertThat(next instanceof Fate.Unknown ? Rig.fate(reader) : next)
        .isInstanceOf(Fate.Validated.class);
  }

  @Test
  void brokenOffWithoutACloseNothingIsKnown() throws Exception {
    FakeNode node = paid();
    LedgerReader reader = rig.reader(node.ws());
    Rig.fate(reader);
    node.overSocket(
        (socket, _) ->
            ((io.vertx.core.internal.http.WebSocketInternal) socket)
                .channelHandlerContext()
                .close());
    assertThat(reason(reader)).isNotEmpty();
    recovers(reader, node);
  }

  @Test
  void nonsenseEndsTheConnection() throws Exception {
    FakeNode node = paid().overSocket((socket, _) -> socket.writeTextMessage("{\"id\":1,"));
    LedgerReader reader = rig.reader(node.ws());
    assertThat(reason(reader)).contains("no JSON object");
    recovers(reader, node);
  }

  @Test
  void aMessageThatIsTooLongEndsTheConnection() throws Exception {
    FakeNode node =
        paid()
            .overSocket(
                (socket, question) -> {
                  String fill = "x".repeat(3 * 1024 * 1024);
                  socket.writeTextMessage(
                      "{\"id\":" + question.path("id") + ",\"f\":\"" + fill + "\"}");
                });
    LedgerReader reader = rig.reader(node.ws());
    assertThat(reason(reader)).doesNotContain("no answer within");
    recovers(reader, node);
  }

  @Test
  void whatIsNoWebSocketIsNoNode() throws Exception {
    LedgerReader reader = rig.reader(Rig.deadUrl().replace("http", "ws"));
    assertThat(reason(reader)).contains("onnect");
  }

  @Test
  void allThatWaitOnADeadSocketHearOfIt() throws Exception {
    FakeNode node = paid();
    LedgerReader reader = rig.reader(node.ws());
    Rig.fate(reader);
    List<JsonNode> held = new CopyOnWriteArrayList<>();
    node.overSocket(
        (socket, question) -> {
          held.add(question);
          if (held.size() == 5) {
            socket.close();
          }
        });
    List<Future<Fate>> fates =
        IntStream.range(0, 5).mapToObj(_ -> reader.fate("mainnet", Rig.QUESTION)).toList();
    for (Future<Fate> fate : fates) {
      assertThat(Rig.await(fate)).isInstanceOf(Fate.Unknown.class);
    }
  }
}
