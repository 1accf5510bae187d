package dev.countersign.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.openqa.selenium.WindowType;

/**
 * A tab for one test. When it is closed the console must be clean, and nothing may have been asked
 * of anywhere else.
 */
public final class Tab {
  private final Browser browser;
  private final String before;
  private final List<String> expected = new ArrayList<>();

  public Tab(Browser browser) {
    this.browser = browser;
    this.before = browser.driver.getWindowHandle();
    browser.driver.switchTo().newWindow(WindowType.TAB);
    browser.screen(1280, 800);
    browser.prefers("light", "no-preference");
    browser.complaints();
    browser.requests();
  }

  /** A refusal that a test provokes is noted by the browser, whatever the page makes of it. */
  public void expectComplaint(String part) {
    expected.add(part);
  }

  /**
   * Closes it, and looks at what happened in it.
   *
   * @param authority the only one that may have been asked for anything
   */
  public void close(String authority) {
    List<String> complaints =
        browser.complaints().stream()
            .filter(text -> expected.stream().noneMatch(text::contains))
            .toList();
    List<String> requests = browser.requests();
    for (String window : browser.driver.getWindowHandles()) {
      if (!window.equals(before)) {
        browser.driver.switchTo().window(window).close();
      }
    }
    browser.driver.switchTo().window(before);
    assertThat(complaints).as("errors and warnings in the console").isEmpty();
    assertThat(requests)
        .as("requests of the page")
        .isNotEmpty()
        .allMatch(
            url ->
                url.startsWith("http://" + authority + "/")
                    || url.startsWith("ws://" + authority + "/")
                    || url.startsWith("data:")
                    || url.startsWith("blob:http://" + authority + "/"));
  }
}
