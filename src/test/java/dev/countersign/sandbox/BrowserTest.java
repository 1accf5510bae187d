package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.openqa.selenium.WindowType;

/**
 * Pages in a real browser, each test with a sandbox and a tab of its own. After every test the
 * console must be clean and nothing may have been asked of anywhere else.
 */
@ExtendWith(BrowserTest.OneForAll.class)
@ResourceLock("browser")
abstract class BrowserTest extends SandboxTest {
  Browser browser = OneForAll.browser();
  private final List<String> expectedComplaints = new ArrayList<>();
  private String tab = "";

  static final class OneForAll implements BeforeAllCallback {
    private static volatile @Nullable Browser running;

    static Browser browser() {
      return Objects.requireNonNull(running);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
      File chromium = Browser.installed("chromium");
      File chromedriver = Browser.installed("chromedriver");
      if (chromium == null || chromedriver == null) {
        System.out.println(
            "SKIPPED: there is no chromium or chromedriver here;"
                + " apt-get install chromium chromium-driver");
        Assumptions.abort("chromium or chromedriver is not installed");
        return;
      }
      running =
          context
              .getRoot()
              .getStore(Namespace.create(Browser.class))
              .computeIfAbsent(
                  Browser.class, key -> Browser.start(chromium, chromedriver), Browser.class);
    }
  }

  @BeforeEach
  void aTabOfItsOwn() {
    tab = browser.driver.getWindowHandle();
    browser.driver.switchTo().newWindow(WindowType.TAB);
    browser.screen(1280, 800);
    browser.prefers("light", "no-preference");
    browser.complaints();
    browser.requests();
  }

  /** A refusal that a test provokes is noted by the browser, whatever the page makes of it. */
  void expectComplaint(String part) {
    expectedComplaints.add(part);
  }

  @AfterEach
  void nothingWasWrongAndNothingWentElsewhere() {
    List<String> complaints =
        browser.complaints().stream()
            .filter(text -> expectedComplaints.stream().noneMatch(text::contains))
            .toList();
    List<String> requests = browser.requests();
    for (String window : browser.driver.getWindowHandles()) {
      if (!window.equals(tab)) {
        browser.driver.switchTo().window(window).close();
      }
    }
    browser.driver.switchTo().window(tab);
    assertThat(complaints).as("errors and warnings in the console").isEmpty();
    assertThat(requests).as("requests of the page").isNotEmpty().allMatch(this::isOurs);
  }

  private boolean isOurs(String url) {
    String here = sandbox.url().getAuthority();
    return url.startsWith("http://" + here + "/")
        || url.startsWith("ws://" + here + "/")
        || url.startsWith("data:")
        || url.startsWith("blob:http://" + here + "/");
  }

  void phone(String fragment) {
    browser.open(sandbox.url() + "/#" + fragment);
  }

  /** Ada has signed for the default application once, so it may push to her. */
  String tokenOf(String name) {
    SandboxPerson person = sandbox.person(name);
    person.sign(backend.created(SIGN_IN));
    return String.valueOf(person.userToken(SandboxApplication.DEFAULT.key()));
  }

  String pushed(String token, String txjson) {
    return backend.created("{\"txjson\":%s,\"user_token\":\"%s\"}".formatted(txjson, token));
  }
}
