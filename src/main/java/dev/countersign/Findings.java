package dev.countersign;

import java.io.PrintStream;

/** What the checks find: one line each. */
final class Findings {
  private final PrintStream out;
  private int status = Exit.OK;

  Findings(PrintStream out) {
    this.out = out;
  }

  void ok(String finding) {
    out.println("ok    " + Terminal.plain(finding));
  }

  /** Work goes on, and it could be better. */
  void warn(String finding) {
    out.println("warn  " + Terminal.plain(finding));
  }

  /**
   * No work until it is mended.
   *
   * @param exit what has to be changed ({@link Exit#CONFIG}) weighs more than what may pass
   */
  void fail(int exit, String finding) {
    out.println("FAIL  " + Terminal.plain(finding));
    status = Math.max(status, exit);
  }

  int status() {
    return status;
  }
}
