package dev.countersign.worker;

import dev.countersign.platform.Gate;
import dev.countersign.platform.PlatformListener;
import dev.countersign.platform.budget.Outlook;
import dev.countersign.request.Signal;
import dev.countersign.token.TokenUpdate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The only way into the loop for other threads. A letter ends the loop's wait. */
public final class Mailbox implements PlatformListener {
  private static final int MOST_QUESTIONS = 1_000;
  private static final Look RESTARTED =
      new Look.Unsure("this worker's owner loop begins anew; /health/ready says why");

  private final AtomicInteger questions = new AtomicInteger();
  private final ConcurrentLinkedQueue<Mail> letters = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean asleep = new AtomicBoolean();
  private volatile Runnable alarm = () -> {};

  /** What wakes the loop. */
  public void onLetter(Runnable alarm) {
    this.alarm = alarm;
  }

  @Override
  public void signal(String requestId, Signal signal) {
    put(new Mail.News(requestId, signal));
  }

  @Override
  public void gate(String application, Gate gate) {
    put(new Mail.GateChanged(application, gate));
  }

  @Override
  public void permits(String application, int creates) {
    put(new Mail.Permits(application, creates));
  }

  @Override
  public void outlook(String application, @Nullable Outlook outlook) {
    put(new Mail.OutlookChanged(application, outlook));
  }

  /** Records of the user-token topic, in order. */
  public void tokensRead(List<TokenUpdate> updates) {
    put(new Mail.TokensRead(updates));
  }

  /** The directory has caught up with the topic as it was when {@code ticket} was asked for. */
  public void tokensCaughtUp(long ticket) {
    put(new Mail.TokensCaughtUp(ticket));
  }

  /** The loop's answer, which comes with its next turn. Null: too many wait already. */
  @Nullable CompletableFuture<Look> ask(String requestId, Viewer viewer) {
    if (questions.incrementAndGet() > MOST_QUESTIONS) {
      questions.decrementAndGet();
      return null;
    }
    CompletableFuture<Look> answer = new CompletableFuture<>();
    put(new Mail.Question(requestId, viewer, answer));
    return answer;
  }

  private void put(Mail mail) {
    letters.add(mail);
    wake();
  }

  /** Ends the loop's wait without a letter. */
  public void wake() {
    if (asleep.compareAndSet(true, false)) {
      alarm.run();
    }
  }

  @Nullable Mail take() {
    Mail next = letters.poll();
    if (next instanceof Mail.Question) {
      questions.decrementAndGet();
    }
    return next;
  }

  /** Announces a wait. False: there are letters, do not wait. */
  boolean fallAsleep() {
    asleep.set(true);
    return letters.isEmpty();
  }

  void awake() {
    asleep.set(false);
  }

  /** Forgets letters that were meant for an earlier loop. */
  void clear() {
    for (Mail old = take(); old != null; old = take()) {
      if (old instanceof Mail.Question question) {
        question.answer().complete(RESTARTED);
      }
    }
  }

  int size() {
    return letters.size();
  }
}
