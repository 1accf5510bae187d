package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

@DisplayName("CONTRACT §10: the phone page, by keyboard and on a small screen")
class PhoneKeyboardTest extends BrowserTest {
  private static final int MANY = 30;
  private static final String FOCUSED =
      """
      const e = document.activeElement;
      const ring = e.type === 'file' ? e.previousElementSibling : e;
      return [e.getAttribute('aria-label') || (e.labels && e.labels[0] || e).innerText,
              getComputedStyle(ring).outlineStyle].join('|');""";

  /** Tab by tab, each stop of which can be seen; the names on the way, the wanted one last. */
  private List<String> tabTo(String name) {
    List<String> way = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      browser.press(Keys.TAB);
      String[] focused = String.valueOf(browser.run(FOCUSED)).split("\\|");
      way.add(focused[0].replace('\n', ' '));
      assertThat(focused[1]).as("the focus ring of " + focused[0]).isNotEqualTo("none");
      if (way.getLast().contains(name)) {
        return way;
      }
    }
    throw new AssertionError(name + " cannot be reached with Tab: " + way);
  }

  @Test
  @DisplayName("from nobody to a signature without a mouse")
  void wholeFlow() {
    String uuid = backend.created(PAYMENT);
    phone("");
    browser.shows("#h-people", "Whose phone");
    tabTo("Somebody new");
    browser.press("ada", Keys.ENTER);
    browser.shows("#who", "ada");
    browser.shows("#no-pending", "Nothing");
    assertThat(tabTo("Scan")).hasSize(1);
    browser.press(Keys.ENTER);
    browser.shows("#h-scan", "Scan");
    tabTo("Link or uuid");
    browser.press(uuid, Keys.ENTER);
    browser.shows("#title", "Pay");
    assertThat(tabTo("Sign."))
        .containsSubsequence("Raw JSON", "Advanced: sign with a fault", "Reject. Press twice");
    browser.press(Keys.ENTER);
    browser.shows(".answers [role=status]", "Press again to sign");
    assertThat(sandbox.payload(uuid).signed()).isFalse();
    browser.press(Keys.ENTER);

    browser.shows("#verdict", "Signed");
    assertThat(browser.run("return document.activeElement.id")).isEqualTo("verdict");
    assertThat(sandbox.payload(uuid).signedBy()).isEqualTo("ada");
    browser.press(Keys.ESCAPE);
    browser.shows("#h-requests", "Requests");
  }

  @Test
  @DisplayName("Escape takes back a half signature, then closes notification and request")
  void escape() {
    String token = tokenOf("ada");
    phone("person=ada");
    browser.shows("#no-pending", "Nothing");
    String uuid = pushed(token, "{\"TransactionType\":\"AccountSet\"}");
    browser.find("#banner a");
    browser.press(Keys.ESCAPE);
    browser.showsNo("#banner a");
    tabTo("Account set");
    browser.press(Keys.ENTER);
    browser.shows("#title", "Account set");
    tabTo("Sign.");
    browser.press(Keys.SPACE);
    browser.shows(".track-label", "Press again");
    browser.press(Keys.ESCAPE);
    browser.shows(".track-label", "Slide to sign");
    browser.press(Keys.ESCAPE);

    browser.shows("#pending .tag", "Opened");
    assertThat(sandbox.payload(uuid).signed()).isFalse();
  }

  @Test
  @DisplayName("PROTOCOL §9.1: a message of an xApp is reached and unfolded without a mouse")
  void message() {
    String token = tokenOf("ada");
    phone("person=ada");
    browser.shows("#no-pending", "Nothing");
    backend
        .post("xapp/push", "{\"user_token\":\"%s\",\"body\":\"Hello\"}".formatted(token))
        .expect(200);
    browser.shows("#messages", "Hello");
    tabTo("Hello");
    browser.press(Keys.ENTER);
    browser.showsNo("#banner a");
    assertThat(browser.run("return document.activeElement.id")).isEqualTo("h-requests");
    tabTo("Hello");
    browser.press(Keys.ENTER);

    browser.shows("#messages details[open]", "Nothing was sent along.");
  }

  @Test
  @DisplayName("a request that arrives does not take the focus from where somebody is typing")
  void focusStays() {
    String token = tokenOf("ada");
    phone("person=ada&view=scan");
    browser.shows("#who", sandbox.person("ada").account().substring(0, 4));
    browser.type("#link", "half");
    pushed(token, PAYMENT.substring(PAYMENT.indexOf(":") + 1, PAYMENT.lastIndexOf("}")));
    browser.shows("#banner", "Pay");
    browser.press(" a link");

    assertThat(browser.find("#link").getDomProperty("value")).isEqualTo("half a link");
  }

  @Test
  @DisplayName("360 × 640: nothing to scroll sideways, and all of the answer buttons in sight")
  void smallScreen() {
    String token = tokenOf("a name that is longer than what fits on a small phone 0123");
    browser.screen(360, 640);
    String name = "person=a name that is longer than what fits on a small phone 0123";
    String uuid =
        pushed(
            token,
            """
            {"TransactionType":"Payment","InvoiceID":"%s","Amount":"100000000000000000",
             "Destination":"rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY","Memos":[{"Memo":{"MemoData":"%s"}}]}"""
                .formatted("AB".repeat(32), "61".repeat(300)));
    for (String view : List.of("requests", "scan", "history", "apps", "people", "payload")) {
      phone(name + (view.equals("payload") ? "&payload=" + uuid : "&view=" + view));
      browser.shows("[data-view]:not([hidden]) h1", view.equals("payload") ? "Pay" : "");
      browser.run("document.querySelectorAll('details').forEach(d => d.open = true)");
      assertThat(
              browser.run(
                  """
                  return [...document.querySelectorAll('html, main, .paper')]
                    .filter(e => e.scrollWidth > e.clientWidth).map(e => e.tagName).join()"""))
          .as("what scrolls sideways in " + view)
          .isEqualTo("");
    }
    assertThat(browser.find("#sign").getRect())
        .satisfies(r -> assertThat(r.getY() + r.getHeight()).isLessThanOrEqualTo(640));
    assertThat(browser.find("#reject").getRect().getX()).isNotNegative();
  }
}
