package dev.countersign.worker;

import dev.countersign.platform.Platform;
import dev.countersign.platform.budget.Demand;
import dev.countersign.request.Action;
import dev.countersign.request.Subject;
import java.util.Collection;
import java.util.function.BiConsumer;

/** A platform that allows whatever is asked for and does nothing. */
record Generous(Mailbox mailbox, BiConsumer<String, Action> started) implements Platform {
  @Override
  public void start(Subject subject, Action action) {
    started.accept(subject.id(), action);
  }

  @Override
  public void demand(String application, Demand demand) {
    if (!demand.first().isEmpty()) {
      mailbox.permits(application, demand.first().size());
    }
  }

  @Override
  public void release(Collection<String> requestIds) {}
}
