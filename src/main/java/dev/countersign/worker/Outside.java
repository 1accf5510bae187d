package dev.countersign.worker;

import dev.countersign.ledger.Ledgers;
import dev.countersign.platform.Platform;
import dev.countersign.platform.budget.Demand;
import dev.countersign.request.Action;
import dev.countersign.request.Subject;
import java.util.Collection;

/** Platform and ledgers as one: what the loop starts goes to whom it is for. */
public record Outside(Platform platform, Ledgers ledgers) implements Platform {

  @Override
  public void start(Subject subject, Action action) {
    if (action instanceof Action.Settle(var transaction)) {
      ledgers.ask(subject.id(), transaction);
    } else {
      platform.start(subject, action);
    }
  }

  @Override
  public void demand(String application, Demand demand) {
    platform.demand(application, demand);
  }

  @Override
  public void release(Collection<String> requestIds) {
    platform.release(requestIds);
    ledgers.release(requestIds);
  }
}
