package dev.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTest {

  @Test
  void coloursAreWantedUnlessSaidOtherwise() {
    assertThat(Terminal.wantsColour(null, "xterm")).isTrue();
    assertThat(Terminal.wantsColour("", "xterm")).isTrue();
    assertThat(Terminal.wantsColour("1", "xterm")).isFalse();
    assertThat(Terminal.wantsColour(null, "dumb")).isFalse();
  }

  @Test
  void whatOthersWroteCannotMoveTheCursor() {
    assertThat(Terminal.plain("a\u001b[2J\nb\u009bc é 😀")).isEqualTo("a?[2J?b?c é 😀");
  }
}
