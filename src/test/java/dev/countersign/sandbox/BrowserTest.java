package dev.countersign.sandbox;

import dev.countersign.testing.Browser;
import dev.countersign.testing.OneBrowser;
import dev.countersign.testing.Tab;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Pages in a real browser, each test with a sandbox and a tab of its own. */
@ExtendWith(OneBrowser.class)
@ResourceLock("browser")
abstract class BrowserTest extends SandboxTest {
  Browser browser = OneBrowser.browser();
  private Tab tab;

  @BeforeEach
  void aTabOfItsOwn() {
    tab = new Tab(browser);
  }

  /** A refusal that a test provokes is noted by the browser, whatever the page makes of it. */
  void expectComplaint(String part) {
    tab.expectComplaint(part);
  }

  @AfterEach
  void nothingWasWrongAndNothingWentElsewhere() {
    tab.close(sandbox.url().getAuthority());
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
