package dev.countersign.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.countersign.testing.LogLines;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON-RPC: what is no answer is no knowledge. */
class HttpLinkTest {
  @RegisterExtension final Rig rig = new Rig();

  private String reason(FakeNode node) throws Exception {
    Fate fate = rig.fateFrom(node.http());
    assertThat(fate).isInstanceOf(Fate.Unknown.class);
    return ((Fate.Unknown) fate).reason();
  }

  private FakeNode answering(int status, String body) throws Exception {
    return rig.node().overHttp((request, _) -> request.response().setStatusCode(status).end(body));
  }

  @ParameterizedTest
  @CsvSource({
    "503,Server is overloaded",
    "502,<html>Bad Gateway</html>",
    "400,Null method",
    "403,Forbidden",
    "301,''"
  })
  void aStatusIsNoAnswer(int status, String body) throws Exception {
    assertThat(reason(answering(status, body))).contains("HTTP " + status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<html><body>Checking your browser</body></html>",
        "''",
        "{\"result\":{\"info\":{\"network_id\":0",
        "{\"result\":[]}",
        "[]",
        "{\"result\":{}} {}",
        "{\"result\":{},\"result\":{}}"
      })
  void aBodyThatIsNoneIsNoAnswer(String body) throws Exception {
    assertThat(reason(answering(200, body))).contains("no answer of JSON-RPC");
  }

  @Test
  void nobodyWaitsForANodeThatHangs() throws Exception {
    rig.hasty();
    assertThat(reason(rig.node().overHttp((_, _) -> {}))).contains("no answer within 2000 ms");
  }

  @Test
  void nobodyWaitsForABodyThatStops() throws Exception {
    rig.hasty();
    FakeNode node =
        rig.node()
            .overHttp((request, _) -> request.response().setChunked(true).write("{\"result\":"));
    assertThat(reason(node)).contains("no answer within 2000 ms");
  }

  @Test
  void aBodyThatNeverEndsIsBrokenOff() throws Exception {
    FakeNode node = rig.node().overHttp((request, _) -> flood(request));
    assertThat(reason(node)).contains("more than 2097152 bytes");
  }

  private static void flood(HttpServerRequest request) {
    request.response().setChunked(true);
    Buffer chunk = Buffer.buffer(" ".repeat(64 * 1024));
    Runnable more =
        new Runnable() {
          @Override
          public void run() {
            request.response().write(chunk).onSuccess(_ -> run());
          }
        };
    more.run();
  }

  @Test
  void aConnectionBrokenInTheMiddleIsNoAnswer() throws Exception {
    FakeNode node =
        rig.node()
            .overHttp(
                (request, _) ->
                    request
                        .response()
                        .setChunked(true)
                        .write("{\"result\":")
                        .onSuccess(_ -> request.connection().close()));
    assertThat(reason(node)).contains("losed");
  }

  @Test
  void hungQuestionsDoNotBlockTheNext() throws Exception {
    rig.hasty();
    FakeNode node = rig.node().says("tx", Bodies.paid());
    LedgerReader reader = rig.reader(node.http());
    Rig.fate(reader);
    node.overHttp((_, _) -> {});
    List<Future<Fate>> hung =
        IntStream.range(0, 8).mapToObj(_ -> reader.fate("mainnet", Rig.QUESTION)).toList();
    for (Future<Fate> fate : hung) {
      assertThat(Rig.await(fate)).isInstanceOf(Fate.Unknown.class);
    }
    node.overHttp(node::answer);
    rig.timePasses(Duration.ofMinutes(2));
    assertThat(Rig.fate(reader)).isInstanceOf(Fate.Validated.class);
  }

  @Test
  @ResourceLock(LogLines.CLIENT)
  void thatAQuestionIsGivenUpBeforeItIsSentIsNoErrorInTheLog() throws Exception {
    FakeNode node = rig.node().overHttp((_, _) -> {});
    HttpLink link = new HttpLink(rig.vertx(), URI.create(node.http()), Duration.ofSeconds(1));
    try (LogLines log = LogLines.of(LogLines.CLIENT)) {
      // More than there are connections.
      for (var asked : Stream.generate(() -> ask(link)).limit(20).toList()) {
        Rig.await(asked);
      }
      Rig.await(ask(link));

      assertThat(log.containing("ERROR")).isEmpty();
    }
  }

  private static Future<Reply> ask(HttpLink link) {
    return link.ask("server_info", JsonNodeFactory.instance.objectNode());
  }

  @Test
  void oneConnectionIsKept() throws Exception {
    FakeNode node = rig.node().says("tx", Bodies.paid());
    LedgerReader reader = rig.reader(node.http());
    for (int i = 0; i < 5; i++) {
      assertThat(Rig.fate(reader)).isInstanceOf(Fate.Validated.class);
    }
    assertThat(node.connections).hasValue(1);
  }
}
