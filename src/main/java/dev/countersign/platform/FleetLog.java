package dev.countersign.platform;

import dev.countersign.platform.budget.BudgetLog;

/**
 * The fleet's log, and under which name this process writes there.
 *
 * @param worker a name that no other process has or had
 */
record FleetLog(String worker, BudgetLog log) {}
