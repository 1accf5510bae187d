package dev.countersign.sandbox;

import java.util.List;

/** A scenario cannot be used: every problem, one line each, with the field it is about. */
public final class ScenarioException extends RuntimeException {
  private final List<String> problems;

  ScenarioException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
