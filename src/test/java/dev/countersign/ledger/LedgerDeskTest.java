package dev.countersign.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.request.Amount;
import dev.countersign.request.Ask;
import dev.countersign.request.LedgerNews;
import dev.countersign.request.Signal;
import dev.countersign.request.Transaction;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LedgerDeskTest {
  @RegisterExtension final Rig rig = new Rig();

  private final BlockingQueue<Signal.LedgerTold> told = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> troubles = new LinkedBlockingQueue<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  private LedgerDesk desk(String... urls) {
    return new LedgerDesk(
        rig.vertx(),
        rig.vertx().getOrCreateContext(),
        rig.reader(urls),
        Set.of("mainnet"),
        (_, signal) -> told.add((Signal.LedgerTold) signal),
        (network, trouble) -> troubles.add(network + ": " + trouble),
        meters);
  }

  private static Transaction transaction(Ask.@Nullable Template asked) {
    return new Transaction(
        "mainnet", Bodies.TXID, 2000L, 1500L, null, Bodies.PAYER, 58549314L, asked, false);
  }

  private LedgerNews news() throws InterruptedException {
    Signal.LedgerTold signal = told.poll(20, TimeUnit.SECONDS);
    assertThat(signal).isNotNull();
    return signal.news();
  }

  private LedgerNews newsOf(FakeNode node, Ask.@Nullable Template asked)
      throws InterruptedException {
    desk(node.http()).ask("order-1", transaction(asked));
    return news();
  }

  private static String awaited(BlockingQueue<String> queue) throws InterruptedException {
    return String.valueOf(queue.poll(20, TimeUnit.SECONDS));
  }

  @Test
  void aValidatedTransactionIsToldWithWhatItDelivered() throws Exception {
    LedgerNews news = newsOf(rig.node().says("tx", Bodies.paid()), null);
    assertThat(news)
        .isInstanceOfSatisfying(
            LedgerNews.Validated.class,
            validated -> {
              assertThat(validated.ledgerIndex()).isEqualTo(1600);
              assertThat(validated.result()).isEqualTo("tesSUCCESS");
              assertThat(validated.delivered()).isEqualTo(new Amount.Drops("1000000"));
              assertThat(validated.uncounted()).isFalse();
              assertThat(validated.transaction().destination()).isEqualTo(Bodies.SHOP);
              assertThat(validated.transaction().destinationTag()).isEqualTo(4294967295L);
              assertThat(validated.mismatch()).isNull();
            });
  }

  @Test
  void whatIsNotAsAskedIsNamed() throws Exception {
    String asked =
        "{\"TransactionType\":\"Payment\",\"Destination\":\"%s\",\"DestinationTag\":7,"
                .formatted(Bodies.SHOP)
            + "\"Amount\":\"1000000\",\"Flags\":131072}";
    LedgerNews news = newsOf(rig.node().says("tx", Bodies.paid()), new Ask.Template.TxJson(asked));
    assertThat(((LedgerNews.Validated) news).mismatch()).containsExactly("DestinationTag");
  }

  @Test
  void anAmountThatTheNodeDoesNotTellIsUncounted() throws Exception {
    String body = Bodies.validated("tesSUCCESS", ",\"delivered_amount\":\"unavailable\"");
    LedgerNews.Validated news = (LedgerNews.Validated) newsOf(rig.node().says("tx", body), null);
    assertThat(news.delivered()).isNull();
    assertThat(news.uncounted()).isTrue();
  }

  @Test
  void whatIsNotThereYetIsPending() throws Exception {
    FakeNode node = rig.node().says("server_info", Bodies.info(0, 1990, "1-1990"));
    assertThat(newsOf(node.says("tx", Bodies.waiting()), null)).isEqualTo(new LedgerNews.Pending());
    assertThat(answers("not_yet")).isEqualTo(1);
  }

  @Test
  void whatNobodyTellsIsPendingAndCountedAsUnknown() throws Exception {
    assertThat(newsOf(rig.node().says("tx", Bodies.refused("slowDown")), null))
        .isEqualTo(new LedgerNews.Pending());
    assertThat(answers("unknown")).isEqualTo(1);
  }

  private double answers(String outcome) {
    return meters.get("countersign.ledger.answers").tag("outcome", outcome).counter().count();
  }

  @Test
  void theHeightIsKnownBeforeAnythingIsAsked() throws Exception {
    LedgerDesk desk = desk(rig.node().http());
    assertThat(awaited(troubles)).isEqualTo("mainnet: null");
    assertThat(desk.validated()).containsEntry("mainnet", 3000L);
    assertThat(meters.get("countersign.ledger.validated").gauge().value()).isEqualTo(3000);
  }

  @Test
  void aNodeThatIsAwayIsToldAndLookedForAgain() throws Exception {
    FakeNode node = rig.node().says("server_info", Bodies.refused("noNetwork"));
    LedgerDesk desk = desk(node.http());
    assertThat(awaited(troubles)).contains("noNetwork").doesNotContain("key-of-the-provider");
    assertThat(desk.validated()).isEmpty();
    assertThat(meters.get("countersign.ledger.unreadable").gauge().value()).isEqualTo(1);
    node.says("server_info", Bodies.info(0, 3001, "1-3001"));
    rig.timePasses(Duration.ofMinutes(2));
    Awaitility.await().until(() -> desk.validated().containsKey("mainnet"));
    Awaitility.await()
        .until(() -> meters.get("countersign.ledger.unreadable").gauge().value() == 0);
  }

  @Test
  void twiceAskedIsOnceAnsweredWhileTheAnswerIsOnItsWay() throws Exception {
    BlockingQueue<Runnable> held = new LinkedBlockingQueue<>();
    FakeNode node = rig.node().says("tx", Bodies.paid());
    node.overHttp((request, question) -> held.add(() -> node.answer(request, question)));
    LedgerDesk desk = desk(node.http());
    desk.ask("order-1", transaction(null));
    desk.ask("order-1", transaction(null));
    answerAll(held);
    news();
    assertThat(node.commands().stream().filter("tx"::equals)).hasSize(1);
  }

  @Test
  void whoIsReleasedHearsNothing() throws Exception {
    BlockingQueue<Runnable> held = new LinkedBlockingQueue<>();
    FakeNode node = rig.node().says("tx", Bodies.paid());
    node.overHttp((request, question) -> held.add(() -> node.answer(request, question)));
    LedgerDesk desk = desk(node.http());
    desk.ask("order-1", transaction(null));
    desk.release(List.of("order-1"));
    desk.ask("order-2", transaction(null));
    answerAll(held);
    news();
    assertThat(told).isEmpty();
  }

  /** Until somebody was told. */
  private void answerAll(BlockingQueue<Runnable> held) throws InterruptedException {
    while (told.isEmpty()) {
      Runnable answer = held.poll(50, TimeUnit.MILLISECONDS);
      if (answer != null) {
        answer.run();
      }
    }
  }
}
