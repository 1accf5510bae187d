package dev.countersign.sandbox;

import dev.countersign.testing.Axe;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What axe-core has to say about each view, in both colour schemes. */
@DisplayName("CONTRACT §10: the pages are accessible")
class AccessibilityTest extends BrowserTest {
  private static Axe axe;

  @BeforeAll
  static void axeIsInstalled() {
    axe = new Axe();
  }

  private void check(String what) {
    axe.check(browser, what);
  }

  @Test
  @DisplayName("the lists, empty and full")
  void lists() {
    phone("");
    browser.shows("#h-people", "Whose");
    check("nobody");
    String token = tokenOf("ada");
    backend.created(PAYMENT);
    pushed(token, "{\"TransactionType\":\"AccountSet\"}");
    String message =
        "{\"user_token\":\"%s\",\"subtitle\":\"News\",\"body\":\"Here\",\"silent\":true}";
    backend.post("xapp/push", message.formatted(token)).expect(200);
    for (String view : List.of("requests", "scan", "history", "apps", "people")) {
      phone("person=ada&view=" + view);
      browser.shows("#who", "ada");
      browser.find("[data-view=" + view + "] .card");
      check(view);
    }
  }

  @Test
  @DisplayName("a request, half signed and signed")
  void request() {
    String uuid =
        backend.created(
            """
            {"txjson":{"TransactionType":"Payment","Amount":"1","DestinationTag":5,
               "Destination":"rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY"},
             "custom_meta":{"instruction":"Hello"}}""");
    phone("person=ada&payload=" + uuid);
    browser.find("#sign");
    browser.run("document.querySelectorAll('details').forEach(d => d.open = true)");
    check("request");
    browser.click("#sign");
    browser.shows(".track-label", "Press again");
    check("half signed");
    browser.slide("#sign", 1);
    browser.shows("#verdict", "Signed");
    check("signed");
  }

  @Test
  @DisplayName("the sign page, waiting and signed")
  void signPage() {
    String uuid = backend.created(PAYMENT);
    browser.open(sandbox.url() + "/sign/" + uuid);
    browser.shows("#state", "Scan");
    check("sign page");
    sandbox.person("ada").sign(uuid);
    browser.shows("#state", "Signed");
    check("signed page");
  }
}
