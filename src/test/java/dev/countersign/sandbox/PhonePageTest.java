package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CONTRACT §10: the phone page, by mouse")
class PhonePageTest extends BrowserTest {
  private static final String RICH_PAYMENT =
      """
      {"TransactionType":"Payment","Amount":"25500000","DestinationTag":7,
       "Destination":"rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY","Fee":"12",
       "Memos":[{"Memo":{"MemoData":"48656C6C6F20F09F918B"}}]}""";

  @Test
  @DisplayName("a person is added, and the address remembers whose phone it is")
  void addPerson() {
    phone("");
    browser.type("#name", "ada b");
    browser.click("#add button");

    browser.shows("#who", "ada b");
    assertThat(browser.driver.getCurrentUrl()).endsWith("#person=ada+b");
    browser.shows("#caption-account", sandbox.person("ada b").account());
    browser.click("#who");
    browser.type("#name", "bob\n");
    browser.shows("#who", "bob");
    browser.click("#who");
    browser.click("#people a[href$='ada%20b']");
    browser.shows("#who", "ada b");
  }

  @Test
  @DisplayName("PROTOCOL §8.4: a pushed request arrives by itself, as a notification")
  void push() {
    String token = tokenOf("ada");
    phone("person=ada");
    browser.shows("#no-pending", "Nothing to sign");
    browser.run("window.sameDocument = true");
    pushed(token, RICH_PAYMENT);

    browser.shows("#banner", "Pay 25.5 XRP");
    browser.shows("#pending", "Pay 25.5 XRP");
    browser.shows("#pending .tag", "Pushed");
    assertThat(browser.driver.getTitle()).startsWith("(1) ada");
    assertThat(browser.find("#banner").getDomAttribute("aria-live")).isEqualTo("polite");
    assertThat(browser.run("return window.sameDocument")).isEqualTo(true);
  }

  @Test
  @DisplayName("a request is shown as a person reads it: XRP, words, text, and JSON on demand")
  void readable() {
    String token = tokenOf("ada");
    phone("person=ada");
    browser.shows("#no-pending", "Nothing to sign");
    String uuid = pushed(token, RICH_PAYMENT);
    browser.click("#banner a");

    browser.shows("#title", "Pay 25.5 XRP");
    browser.shows(".asker", "Sandbox application asks ada");
    browser.shows(".fields", "Destination tag\n7");
    browser.shows(".fields", "To\nrPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY");
    browser.shows(".fields", "Network fee\n0.000012 XRP");
    browser.shows(".fields", "Memo\nHello 👋");
    browser.shows(".chips", "23 hours left");
    browser.showsNo("#raw pre");
    browser.click("#raw summary");
    browser.shows("#raw pre", "\"Amount\": \"25500000\"");
    browser.shows("#raw", uuid);
  }

  @Test
  @DisplayName("an issued currency names its issuer, a partial payment what it means")
  void issuedCurrency() {
    String uuid =
        backend.created(
            """
            {"txjson":{"TransactionType":"Payment","Flags":131072,
              "Destination":"rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY",
              "Amount":{"currency":"534F4C4F00000000000000000000000000000000","value":"1234567.5",
                        "issuer":"rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY"}},
             "custom_meta":{"instruction":"Two\\nlines <b>of</b> text"}}""");
    phone("person=ada&payload=" + uuid);

    browser.shows("#title", "Pay 1,234,567.5 SOLO");
    browser.shows(".fields", "issued by rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY");
    browser.shows(".fields", "less than the amount may be delivered");
    browser.shows(".quote", "Two\nlines <b>of</b> text");
  }

  @Test
  @DisplayName("PROTOCOL §12: opened and signed by sliding; the ledger's answer follows live")
  void openAndSlide() {
    String token = tokenOf("ada");
    phone("person=ada");
    String uuid = pushed(token, RICH_PAYMENT);
    SocketProbe probe = settled(uuid);
    browser.click("#pending a");
    assertThat(probe.next()).isEqualTo("{\"opened\":true}");

    browser.slide("#sign", 0.5);
    browser.shows(".track-label", "Slide to sign");
    assertThat(sandbox.payload(uuid).signed()).isFalse();
    browser.slide("#sign", 1);
    browser.shows("#verdict", "Signed");
    browser.shows(".outcome", "The ledger said tesSUCCESS on MAINNET.");
    assertThat(sandbox.payload(uuid).signedBy()).isEqualTo("ada");
    browser.click("#back");
    browser.showsNo("#pending a");
    browser.click("nav [data-go=history]");
    browser.shows("#history", "Signed");
  }

  @Test
  @DisplayName("PROTOCOL §12: rejecting takes two presses")
  void reject() {
    String uuid = backend.created(PAYMENT);
    phone("person=ada&payload=" + uuid);
    browser.click("#reject");
    browser.shows("#reject", "Press again");
    assertThat(sandbox.payload(uuid).resolved()).isFalse();
    browser.click("#reject");

    browser.shows("#verdict", "Rejected");
    assertThat(sandbox.payload(uuid).resolved()).isTrue();
    assertThat(sandbox.payload(uuid).signed()).isFalse();
  }

  @Test
  @DisplayName("CONTRACT §10: the drawer loses the second report and changes the network")
  void advanced() {
    String uuid = backend.created(PAYMENT);
    phone("person=ada&payload=" + uuid);
    browser.click("#advanced summary");
    browser.click("#lose");
    browser.type("#network", "TESTNET");
    browser.slide("#sign", 1);

    browser.shows(".outcome", "the result has not come yet");
    sandbox.clock().advance(Duration.ofMinutes(5));
    assertThat(sandbox.payload(uuid).dispatchedResult()).isNull();
    assertThat(backend.read(uuid).at("/response/environment_nodetype").asText())
        .isEqualTo("TESTNET");
  }

  @Test
  @DisplayName("CONTRACT §10: the drawer says what the ledger answers")
  void dispatchedResult() {
    phone("person=ada&payload=" + backend.created(PAYMENT));
    browser.click("#advanced summary");
    browser.type("#result", "tecPATH_DRY");
    browser.slide("#sign", 1);

    browser.shows(".outcome", "The ledger said tecPATH_DRY");
  }

  @Test
  @DisplayName("PROTOCOL §8.4: a permission is revoked, and nothing can be pushed any more")
  void revoke() {
    String token = tokenOf("ada");
    phone("person=ada&view=apps");
    browser.shows("#apps", "Sandbox application");
    browser.click("#apps button");
    browser.click("#apps button");

    browser.shows("#no-apps", "No application may push");
    String create = "{\"txjson\":%s,\"user_token\":\"%s\"}".formatted(RICH_PAYMENT, token);
    assertThat(backend.create(create).expect(200).path("pushed").asBoolean()).isFalse();
  }

  @Test
  @DisplayName("PROTOCOL §5.2: expiry on the sandbox clock; opened before, it can still be signed")
  void expiry() {
    String token = tokenOf("ada");
    phone("person=ada");
    String uuid = pushed(token, RICH_PAYMENT);
    pushed(token, "{\"TransactionType\":\"AccountSet\"}");
    browser.click("#pending li:last-child a");
    browser.shows("#title", "Pay");
    sandbox.clock().advance(Duration.ofDays(2));

    browser.shows("#request", "It was opened in time, so it can still be signed.");
    browser.slide("#sign", 1);
    browser.shows("#verdict", "Signed");
    assertThat(backend.read(uuid).at("/meta/expired").asBoolean()).isTrue();
    browser.click("#back");
    browser.shows("#no-pending", "Nothing to sign");
    browser.click("nav [data-go=history]");
    browser.shows("#history", "Expired");
  }

  @Test
  @DisplayName("PROTOCOL §6: what the application cancels moves to the history, signed only late")
  void withdrawn() {
    String token = tokenOf("ada");
    phone("person=ada");
    String uuid = pushed(token, RICH_PAYMENT);
    browser.shows("#pending", "Pay");
    backend.delete("payload/" + uuid).expect(200);

    browser.shows("#no-pending", "Nothing to sign");
    browser.click("nav [data-go=history]");
    browser.click("#history li:first-child a");
    browser.shows("#request", "taken this request back");
    assertThat(browser.find("#sign").isEnabled()).isFalse();
    browser.click("#advanced summary");
    browser.click("#late");
    browser.slide("#sign", 1);
    browser.shows("#verdict", "Signed");
    assertThat(backend.read(uuid).at("/meta/cancelled").asBoolean()).isTrue();
  }

  @Test
  @DisplayName("PROTOCOL §9.1: what an xApp pushes arrives by itself, as a notification, and stays")
  void message() {
    String token = tokenOf("ada");
    phone("person=ada&view=scan");
    browser.shows("#no-nearby", "No other request");
    push(token, "\"subtitle\":\"News\",\"body\":\"It is <b>here</b>\",\"data\":{\"parcel\":7}");

    browser.shows("#banner", "Sandbox application\nNews\nIt is <b>here</b>");
    browser.click("#banner a");
    browser.shows("#messages", "News\nIt is <b>here</b>");
    browser.showsNo("#messages pre");
    browser.click("#messages summary");
    browser.shows("#messages pre", "\"parcel\": 7");
  }

  @Test
  @DisplayName("PROTOCOL §9.1: a silent one is in the list without having been heard")
  void silentMessage() {
    String token = tokenOf("ada");
    phone("person=ada");
    browser.shows("#no-pending", "Nothing to sign");
    push(token, "\"body\":\"Psst\",\"silent\":true");

    browser.shows("#messages", "Silent");
    browser.showsNo("#banner a");
  }

  @Test
  @DisplayName("PROTOCOL §9.1: what was pushed in airplane mode arrives when it ends")
  void messageAfterAirplaneMode() {
    String token = tokenOf("ada");
    phone("person=ada");
    browser.click("#airplane");
    browser.shows("#wire", "Offline");
    push(token, "\"body\":\"First\"");
    push(token, "\"body\":\"Second\"");
    sandbox.person("bob");
    browser.showsNo("#messages li");
    browser.click("#airplane");

    browser.shows("#banner", "Second and 1 more");
    browser.shows("#messages", "First");
  }

  private void push(String token, String fields) {
    backend.post("xapp/push", "{\"user_token\":\"%s\",%s}".formatted(token, fields)).expect(200);
  }
}
