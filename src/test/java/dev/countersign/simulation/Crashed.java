package dev.countersign.simulation;

/** The process died in the middle of something. No code of ours catches errors. */
final class Crashed extends Error {
  Crashed(String process) {
    super(process, null, false, false);
  }
}
