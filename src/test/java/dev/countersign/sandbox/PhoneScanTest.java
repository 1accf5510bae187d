package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

@DisplayName("CONTRACT §10: the phone page, scanning and airplane mode")
class PhoneScanTest extends BrowserTest {
  @TempDir Path files;

  @Test
  @DisplayName("PROTOCOL §1: a pasted link opens the request, as scanned")
  void pastedLink() {
    String uuid = backend.created(PAYMENT);
    phone("person=ada&view=scan");
    browser.type("#link", sandbox.url() + "/sign/" + uuid + "/qr\n");

    browser.shows("#title", "Pay 0.000001 XRP");
    browser.shows(".chips", "Scanned");
    assertThat(browser.driver.getCurrentUrl()).endsWith("#person=ada&payload=" + uuid);
    browser.slide("#sign", 1);
    browser.shows("#verdict", "Signed");
    assertThat(backend.read(uuid).at("/payload/origintype").asText()).isEqualTo("QR");
  }

  @Test
  @DisplayName("PROTOCOL §1: the picture of a QR code is read and its request opened")
  void picture() throws Exception {
    String uuid = backend.created(PAYMENT);
    Path picture = files.resolve("code.png");
    Files.write(picture, backend.bytes("/sign/" + uuid + "_h.png"));
    phone("person=ada&view=scan");
    browser.driver.findElement(By.id("picture")).sendKeys(picture.toString());

    browser.shows("#title", "Pay 0.000001 XRP");
    assertThat(sandbox.payload(uuid).opened()).isTrue();
  }

  @Test
  @DisplayName("a reset is said, and the person does not come back by the page that showed them")
  void reset() {
    phone("person=ada");
    browser.shows("#who", "ada");
    sandbox.reset();

    browser.shows("#note", "The sandbox was reset.");
    browser.shows("#h-people", "Whose phone is this?");
    assertThat(control("GET", "people", "").path("people")).isEmpty();
    phone("person=bob");
    browser.shows("#who", "bob");
  }

  @Test
  @DisplayName("what holds no code or no uuid is said to hold none")
  void nothingThere() throws Exception {
    expectComplaint("404");
    Path picture = files.resolve("white.png");
    Files.write(picture, Png.blackAndWhite(64, (x, y) -> false));
    phone("person=ada&view=scan");
    browser.driver.findElement(By.id("picture")).sendKeys(picture.toString());
    browser.shows("#note", "There is no QR code to be found in this picture.");

    browser.type("#link", "hello\n");
    browser.shows("#note", "There is no uuid of a request in “hello”.");
    browser.type("#link", " 00000000-0000-4000-8000-000000000000\n");
    browser.shows("#note", "There is no payload '00000000-0000-4000-8000-000000000000'");
  }

  @Test
  @DisplayName("a request on a screen nearby is picked; somebody new first says who they are")
  void nearby() {
    sandbox.person("bob");
    String uuid = backend.created(PAYMENT);
    phone("payload=" + uuid);
    browser.shows("#h-people", "Whose phone is this?");
    assertThat(sandbox.payload(uuid).opened()).isFalse();
    browser.click("#people a");

    browser.shows("#title", "Pay");
    browser.shows(".asker", "asks bob");
    phone("person=ada&view=scan");
    browser.shows("#nearby .tag", "QR code");
    browser.click("#nearby a");
    browser.shows(".asker", "asks ada");
  }

  @Test
  @DisplayName("PROTOCOL §5.2: signed in airplane mode, reported after expiry")
  void airplane() {
    String token = tokenOf("ada");
    phone("person=ada");
    browser.shows("#no-pending", "Nothing");
    String opened = pushed(token, "{\"TransactionType\":\"AccountSet\"}");
    browser.click("#banner a");
    browser.shows("#title", "Account set");
    browser.find("#sign");
    browser.click("#airplane");
    browser.shows("#wire", "Offline");
    String missed =
        pushed(
            token,
            "{\"TransactionType\":\"AccountDelete\",\"Destination\":\"%s\"}"
                .formatted("rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY"));
    browser.slide("#sign", 1);

    browser.shows("#verdict", "Signed, not sent");
    assertThat(sandbox.payload(opened).resolved()).isFalse();
    browser.click("#back");
    browser.shows("#pending", "Signed, not sent");
    assertThat(browser.find("#pending").getText()).doesNotContain("Delete");
    sandbox.clock().advance(Duration.ofHours(23).plusMinutes(59));
    pushed(token, "{\"TransactionType\":\"AccountSet\"}");
    sandbox.clock().advance(Duration.ofMinutes(2));
    SocketProbe probe = watch(opened);
    probe.next(2);
    browser.click("#airplane");

    assertThat(probe.next(2).getLast()).contains("\"signed\":true");
    browser.shows("#banner", "Account set");
    assertThat(backend.read(opened).at("/meta/expired").asBoolean()).isTrue();
    assertThat(sandbox.payload(opened).signedBy()).isEqualTo("ada");
    assertThat(sandbox.payload(missed).opened()).isFalse();
    browser.click("nav [data-go=history]");
    browser.shows("#history", "Expired");
  }

  @Test
  @DisplayName("airplane mode: what was not loaded before cannot be opened")
  void notLoaded() {
    String token = tokenOf("ada");
    String uuid = pushed(token, "{\"TransactionType\":\"AccountSet\"}");
    phone("person=ada");
    browser.shows("#pending", "Account set");
    browser.click("#airplane");
    browser.shows("#wire", "Offline");
    browser.click("#pending a");

    browser.shows("#note", "Airplane mode: this request was not loaded before");
    assertThat(sandbox.payload(uuid).opened()).isFalse();
  }
}
