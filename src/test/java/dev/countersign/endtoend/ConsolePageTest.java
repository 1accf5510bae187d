package dev.countersign.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dev.countersign.WorkerProcess;
import dev.countersign.config.ConfigLoader;
import dev.countersign.config.CountersignConfig;
import dev.countersign.sandbox.SandboxApplication;
import dev.countersign.testing.Asked;
import dev.countersign.testing.Axe;
import dev.countersign.testing.Browser;
import dev.countersign.testing.Fleet;
import dev.countersign.testing.OneBrowser;
import dev.countersign.testing.Tab;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;

@DisplayName("CONTRACT §7: the console in a real browser")
@ExtendWith(OneBrowser.class)
@ResourceLock("browser")
class ConsolePageTest {
  private static final int MANY = 40;

  /** The name of what has the focus, and whether that can be seen. */
  private static final String FOCUSED =
      """
      const e = document.activeElement;
      return [(e.labels && e.labels[0] || e).innerText, getComputedStyle(e).outlineStyle].join('|');""";

  @RegisterExtension
  static final Fleet fleet =
      RequestsApi.setup()
          .applications("asleep", "shop")
          .set("countersign.applications.asleep.paused", "true")
          .workers(2)
          .start();

  private final Browser browser = OneBrowser.browser();
  private Tab tab;

  @BeforeAll
  static void spread() {
    RequestsApi.spread(fleet);
  }

  @BeforeEach
  void aTabOfItsOwn() {
    tab = new Tab(browser);
    browser.open(page());
    browser.run("sessionStorage.clear(); location.reload()");
  }

  @AfterEach
  void nothingWasWrongAndNothingWentElsewhere() {
    tab.close("127.0.0.1:" + fleet.worker().port());
  }

  private static String page() {
    return fleet.web().url("/").toString();
  }

  private void enter(String token) {
    browser.type("#token", token + Keys.ENTER);
  }

  private void opened() {
    enter(RequestsApi.OPERATOR);
    browser.shows("#headline", "Both workers are ready");
  }

  private void lookUp(String id) {
    browser.type("#id", id + Keys.ENTER);
    browser.shows("#found-id", id);
  }

  /** Tab by tab, each stop of which can be seen. */
  private void tabTo(String name) {
    List<String> way = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      browser.press(Keys.TAB);
      String[] focused = String.valueOf(browser.run(FOCUSED)).split("\\|");
      way.add(focused[0]);
      assertThat(focused[1]).as("the focus ring of " + focused[0]).isNotEqualTo("none");
      if (focused[0].contains(name)) {
        return;
      }
    }
    throw new AssertionError(name + " cannot be reached with Tab: " + way);
  }

  @Test
  void aWrongTokenIsSaidToBeOneAndTheRightOneOpens() {
    tab.expectComplaint("401");
    enter("not-the-token-of-the-tests");
    browser.shows("#refused", "This is not the operator token of this fleet.");
    browser.showsNo("#desk");
    enter("wörong – no header has this");
    browser.shows("#refused", "no token");
    enter(RequestsApi.OPERATOR);

    browser.shows("#headline", "Both workers are ready");
    browser.shows("#workers", "worker-1");
    assertThat(browser.run("return document.documentElement.outerHTML").toString())
        .doesNotContain(RequestsApi.OPERATOR);
  }

  @Test
  void aTokenIsKeptForTheTabUntilItIsForgotten() {
    opened();
    browser.run("location.reload()");
    browser.shows("#headline", "Both workers are ready");
    browser.click("#forget");

    browser.shows("#h-gate", "Operator token");
    browser.run("location.reload()");
    browser.shows("#h-gate", "Operator token");
    assertThat(browser.run("return sessionStorage.length + localStorage.length")).isEqualTo(0L);
  }

  @Test
  void eventsArriveLiveAndAreCounted() {
    opened();
    browser.run("window.sameDocument = true");
    fleet.send(new ProducerRecord<>(fleet.topics().events(), "{}".getBytes(UTF_8)));
    Asked asked = fleet.ask("'application':'shop','user':'ada'");
    browser.shows("#events li", asked.id());
    fleet.person("ada").sign(asked.watched());

    browser.shows("#events li:first-child", "signed");
    browser.shows("#events li:first-child", "SignIn · shop · ada by r");
    browser.shows("#funnel .app:last-child", "Signed\n1");
    assertThat(browser.run("return window.sameDocument")).isEqualTo(true);
  }

  @Test
  void anApplicationThatIsNotCalledIsSaidWithWhyOnceForAllWorkers() {
    opened();

    browser.shows("#budget .app", "asleep paused\nthe application is paused by the configuration");
    browser.shows("#reasons li", "worker-0, worker-1 application asleep is not called: ");
  }

  @Test
  void pausedEventsWait() {
    opened();
    browser.click("#pause");
    Asked asked = fleet.ask("");
    browser.shows("#events-note", "came meanwhile");
    assertThat(browser.find("#events").getText()).doesNotContain(asked.id());
    browser.click("#pause");

    browser.shows("#events li", asked.id());
  }

  @Test
  void aRequestIsLookedUpWithItsStateItsLinksAndItsQr() throws Exception {
    Asked asked = fleet.ask("'user':'ada','context':{'cart':'<b>7f3a</b>'}");
    String payload = asked.watched();
    opened();
    lookUp(asked.id());

    browser.shows("#found-state", "open");
    browser.shows("#found-fields", "cart\n<b>7f3a</b>");
    String link = fleet.sandbox().url() + "/sign/" + payload;
    assertThat(browser.find("#found-links a").getDomAttribute("href")).isEqualTo(link);
    assertThat(scanned(browser.find("#qr-code"))).isEqualTo(link);
    fleet.person("ada").open(payload);
    browser.shows("#found-state", "opened");
    fleet.person("ada").sign(payload);
    browser.shows("#found-state", "signed over");
    browser.showsNo("#qr");
    browser.showsNo("#cancel");
  }

  private static String scanned(WebElement code) throws Exception {
    Fleet.await("a code").until(() -> code.getSize().getHeight() > 0);
    return Fleet.until(
        "a QR code",
        () -> {
          BufferedImage image =
              ImageIO.read(new ByteArrayInputStream(code.getScreenshotAs(OutputType.BYTES)));
          int width = image.getWidth();
          int height = image.getHeight();
          int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
          var source = new RGBLuminanceSource(width, height, pixels);
          try {
            return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(source)))
                .getText();
          } catch (NotFoundException notYet) {
            return null;
          }
        });
  }

  @Test
  void anIdThatNobodyKnowsIsSaidToBeOne() {
    tab.expectComplaint("404");
    opened();
    browser.type("#id", "no-such-request" + Keys.ENTER);

    browser.shows("#found-note", "There is no request no-such-request, or it is forgotten.");
    browser.showsNo("#found");
  }

  @Test
  void aRequestIsFoundAndCancelledByKeyboardAlone() {
    Asked asked = fleet.ask("");
    asked.watched();
    browser.shows("#h-gate", "Operator token");
    browser.press(RequestsApi.OPERATOR, Keys.ENTER);
    browser.shows("#headline", "Both workers are ready");
    tabTo("Request id");
    browser.press(asked.id(), Keys.ENTER);
    browser.shows("#found-id", asked.id());
    browser.shows("#found-state", "open");
    tabTo("Cancel this request");
    browser.press(Keys.ENTER);
    browser.shows("#sure", asked.id());
    assertThat(browser.run("return document.activeElement.innerText")).isEqualTo("Keep it");
    browser.press(Keys.ESCAPE);
    browser.showsNo("#sure");
    assertThat(browser.run("return document.activeElement.id")).isEqualTo("cancel");
    browser.press(Keys.ENTER);
    tabTo("Cancel it");
    browser.press(Keys.ENTER);

    browser.shows("#found-state", "cancelled over");
    browser.shows("#found-note", "It was cancelled.");
    asked.awaits("CREATED", "CANCELLED");
  }

  @Test
  void on320PixelsNothingScrollsSideways() throws IOException {
    String id = "0123456789.0123456789_0123456789~0123456";
    fleet.asked(id).send("'user':'%s','context':{'%s':'x'}".formatted("u".repeat(200), id));
    fleet.asked(id).watched();
    browser.screen(320, 640);
    assertThat(sideways()).as("the gate").isEmpty();
    opened();
    browser.shows("#events", id);
    lookUp(id);
    browser.find("#qr");
    assertThat(sideways()).as("the desk").isEmpty();
    shot("small");
    browser.click("#cancel");
    browser.find("#sure");
    assertThat(sideways()).as("the question").isEmpty();
  }

  private String sideways() {
    return String.valueOf(
        browser.run(
            """
            return [...document.querySelectorAll('html, body, main, .card, dialog, #events, table')]
              .filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.tagName + e.id).join()"""));
  }

  @Test
  void itIsAccessible() throws IOException {
    Axe axe = new Axe();
    axe.check(browser, "the gate");
    shot("gate");
    Asked asked =
        fleet.ask("'application':'shop','user':'ada','txjson':{'TransactionType':'AccountSet'}");
    asked.watched();
    opened();
    axe.check(browser, "the desk");
    lookUp(asked.id());
    browser.find("#qr");
    browser.shows("#events", asked.id());
    axe.check(browser, "a request");
    browser.prefers("light", "reduce");
    shot("light");
    browser.prefers("dark", "reduce");
    shot("dark");
    browser.click("#cancel");
    browser.find("#sure");
    axe.check(browser, "the question");
    shot("question");
  }

  @Test
  void withoutATokenItSaysWhatToSet() {
    try (WorkerProcess unguarded = new WorkerProcess(withoutToken())) {
      String here = "http://127.0.0.1:" + unguarded.port() + "/";
      browser.open(here);
      browser.shows("#unset", "No operator token is configured");
      browser.shows("#unset", "COUNTERSIGN_HTTP_OPERATOR_TOKEN");
      browser.showsNo("#gate");
      new Axe().check(browser, "without a token");
      assertThat(browser.requests())
          .allMatch(url -> url.startsWith(here) || url.startsWith(page()) || url.equals("data:,"));
      browser.open(page());
    }
  }

  private static CountersignConfig withoutToken() {
    Map<String, String> variables =
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS", fleet.config().kafka().bootstrapServers(),
            "COUNTERSIGN_PLATFORM_URL", fleet.sandbox().url().toString(),
            "COUNTERSIGN_HTTP_HOST", "127.0.0.1",
            "COUNTERSIGN_HTTP_PORT", "0",
            "COUNTERSIGN_APPLICATIONS_DEFAULT_API_KEY", SandboxApplication.DEFAULT.key(),
            "COUNTERSIGN_APPLICATIONS_DEFAULT_API_SECRET", SandboxApplication.DEFAULT.secret());
    return ConfigLoader.load(
            variables, new Properties(), null, ConfigLoader.Applications.REQUIRED, () -> "w")
        .config();
  }

  /** For people to look at, if they say where: {@code -Dconsole.screenshots=/tmp}. */
  private void shot(String name) throws IOException {
    String folder = System.getProperty("console.screenshots");
    if (folder != null) {
      Number height = (Number) browser.run("return document.documentElement.scrollHeight");
      Number width = (Number) browser.run("return innerWidth");
      browser.screen(width.intValue(), height.intValue());
      Files.write(
          Path.of(folder, "console-" + name + ".png"),
          browser.driver.getScreenshotAs(OutputType.BYTES));
    }
  }
}
