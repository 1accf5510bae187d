package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;

@DisplayName("PROTOCOL §1, §7, §12: the sign page in a browser")
class SignPageTest extends BrowserTest {
  private int orders;

  private String created(String returnUrl) {
    return backend.created(
        """
        {"txjson":{"TransactionType":"Payment","Amount":"1500000",
           "Destination":"rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY"},
         "options":{"return_url":{"web":"%s"}},
         "custom_meta":{"identifier":"o/%d","instruction":"</script><b>Order</b>"}}"""
            .formatted(returnUrl, ++orders));
  }

  private void open(String uuid, String more) {
    browser.open(sandbox.url() + "/sign/" + uuid + more);
  }

  @Test
  @DisplayName("§1 it shows the QR code and what is asked")
  void shows() {
    open(created(""), "");

    browser.shows("#title", "Pay 1.5 XRP");
    browser.shows("#instruction", "</script><b>Order</b>");
    browser.shows("#fields", "rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY");
    browser.shows("#state", "Scan with your wallet");
    browser.shows("#left", "23 hours left");
    WebElement code = browser.find("img");
    assertThat(browser.run("return arguments[0].naturalWidth > 100", code)).isEqualTo(true);
    assertThat(sandbox.calls()).as("it watches").anyMatch(c -> c.endpoint().equals("socket"));
  }

  @Test
  @DisplayName("§12 opened, signed, and back to return_url.web with its placeholders filled")
  void signedAndReturned() {
    expectComplaint("404");
    String uuid = created(sandbox.url() + "/shop?order={cid}&id={id}&tx={txid}");
    open(uuid, "");
    browser.shows("#state", "Scan");
    sandbox.person("ada").open(uuid);
    browser.shows("#state", "Opened in the wallet");
    String txid = sandbox.person("ada").sign(uuid).txid();

    browser.shows("h1", "Not found");
    assertThat(browser.driver.getCurrentUrl())
        .isEqualTo(sandbox.url() + "/shop?order=o%2F1&id=" + uuid + "&tx=" + txid);
  }

  @Test
  @DisplayName("§12 rejected, it returns as well")
  void rejectedAndReturned() {
    expectComplaint("404");
    String uuid = created(sandbox.url() + "/shop?tx={txid}");
    open(uuid, "/qr");
    browser.shows("#state", "Scan");
    sandbox.person("ada").reject(uuid);

    browser.shows("h1", "Not found");
    assertThat(browser.driver.getCurrentUrl()).isEqualTo(sandbox.url() + "/shop?tx=");
  }

  @Test
  @DisplayName("§12 what is no web address is not followed, and no return_url means staying")
  void notFollowed() {
    String uuid = created("javascript:document.title='bad'");
    open(uuid, "");
    browser.shows("#state", "Scan");
    sandbox.person("ada").sign(uuid);

    browser.shows("#state", "Signed");
    browser.showsNo("#phone");
    browser.showsNo("#return");
    open(uuid, "");
    browser.shows("#state", "Signed");
  }

  @Test
  @DisplayName("§7.2 expired: unopened for good, opened it may still be signed")
  void expired() {
    String uuid = created("");
    open(uuid, "");
    browser.shows("#state", "Scan");
    sandbox.person("ada").open(uuid);
    browser.shows("#state", "Opened");
    sandbox.clock().advance(Duration.ofDays(2));
    browser.shows("#state", "Expired, but it was opened in time");
    sandbox.person("ada").sign(uuid);
    browser.shows("#state", "Signed");

    String unopened = created("");
    sandbox.clock().advance(Duration.ofDays(2));
    open(unopened, "");
    browser.shows("#state", "Expired");
  }

  @Test
  @DisplayName("§7.2 a socket that was dropped is opened again, and what it missed is caught up on")
  void droppedSocket() {
    expectComplaint("WebSocket");
    String uuid = created("");
    open(uuid, "");
    browser.shows("#state", "Scan");
    sandbox.faults().dropSockets();
    sandbox.person("ada").sign(uuid);

    browser.shows("#state", "Signed");
  }

  @Test
  @DisplayName("§1 the link to the phone, and /deeplink, open the request there")
  void onThePhone() {
    sandbox.person("ada");
    String uuid = created("");
    open(uuid, "/deeplink");
    browser.click("#people a");
    browser.shows("#title", "Pay 1.5 XRP");
    assertThat(backend.read(uuid).at("/meta/opened_by_deeplink").asBoolean()).isTrue();

    String second = created("");
    open(second, "");
    assertThat(browser.find("#phone").getDomProperty("href"))
        .isEqualTo(sandbox.url() + "/#payload=" + second);
    open(second, "/deeplink");
    browser.shows(".asker", "asks ada");
    assertThat(backend.read(second).at("/meta/opened_by_deeplink").asBoolean()).isFalse();
  }
}
