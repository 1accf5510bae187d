package dev.countersign;

import dev.countersign.config.CountersignConfig;
import dev.countersign.worker.Rights;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/** Whether this user may do what a worker does. */
final class RightsCheck implements Check {
  private final Rights rights;
  private final String group;

  RightsCheck(CountersignConfig config, Admin admin) {
    this.rights = new Rights(admin, config);
    this.group = config.groupId();
  }

  @Override
  public void look(Findings findings) {
    List<String> missing = rights.missing();
    missing.forEach(line -> findings.fail(Exit.CONFIG, "rights: " + line));
    if (missing.isEmpty()) {
      findings.ok(
          "rights: nothing is missing as far as can be told; transactional ids that begin with "
              + group
              + " cannot be asked for");
    }
  }
}
