package dev.countersign.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real browser without a window: Debian's Chromium, and what it said and asked for. */
public final class Browser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Longer than a notification lies on top of things. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Duration OFTEN = Duration.ofMillis(20);

  private static final Duration STROKE = Duration.ofMillis(20);

  public final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  static @Nullable File installed(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(directory -> Path.of(directory, program).toFile())
        .filter(File::canExecute)
        .findFirst()
        .orElse(null);
  }

  static Browser start(File chromium, File chromedriver) {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable("browser", Level.ALL);
    logs.enable("performance", Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium);
    options.setCapability("goog:loggingPrefs", logs);
    options.setExperimentalOption("perfLoggingPrefs", Map.of("enablePage", false));
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--force-color-profile=srgb");
    return new Browser(
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(chromedriver).build(),
            options));
  }

  public void open(String url) {
    driver.get(url);
  }

  public void screen(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  public void prefers(String colours, String motion) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", colours),
                Map.of("name", "prefers-reduced-motion", "value", motion))));
  }

  /** The element, once it is there and can be seen. */
  public WebElement find(String css) {
    return Awaitility.await(css)
        .pollInterval(OFTEN)
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () ->
                driver.findElements(By.cssSelector(css)).stream()
                    .filter(WebElement::isDisplayed)
                    .findFirst()
                    .orElse(null),
            Objects::nonNull);
  }

  /** The page shows this text there, at last. */
  public void shows(String css, String text) {
    Awaitility.await(css + " shows " + text)
        .pollInterval(OFTEN)
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(driver.findElements(By.cssSelector(css)))
                    .extracting(WebElement::getText)
                    .anySatisfy(shown -> assertThat(shown).contains(text)));
  }

  public void showsNo(String css) {
    Awaitility.await("no " + css)
        .pollInterval(OFTEN)
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () ->
                driver.findElements(By.cssSelector(css)).stream()
                    .noneMatch(WebElement::isDisplayed));
  }

  /** As soon as nothing lies on top of it; a notification goes by itself. */
  public void click(String css) {
    Awaitility.await("click on " + css)
        .pollInterval(OFTEN)
        .atMost(PATIENCE)
        .ignoreException(ElementClickInterceptedException.class)
        .until(
            () -> {
              find(css).click();
              return true;
            });
  }

  public void type(String css, String text) {
    find(css).sendKeys(text);
  }

  /** To whatever has the focus, as a keyboard does. */
  public void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Drags the thumb of a slider some part of its way, 1 being the end. */
  public void slide(String css, double part) {
    WebElement thumb = find(css);
    int way = thumb.findElement(By.xpath("..")).getSize().getWidth() - thumb.getSize().getWidth();
    new Actions(driver, STROKE).dragAndDropBy(thumb, (int) (way * part), 0).perform();
  }

  public Object run(String script, Object... arguments) {
    return Objects.requireNonNullElse(driver.executeScript(script, arguments), "");
  }

  /** Errors and warnings of the console since this was last asked. */
  public List<String> complaints() {
    return entries("browser")
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** URLs of everything that was asked for since this was last asked, sockets included. */
  public List<String> requests() {
    return entries("performance")
        .map(entry -> parsed(entry.getMessage()).path("message"))
        .filter(
            message ->
                List.of("Network.requestWillBeSent", "Network.webSocketCreated")
                    .contains(message.path("method").asText()))
        .map(message -> message.path("params"))
        .map(params -> text(params.at("/request/url"), params.path("url")))
        .toList();
  }

  private static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not JSON: " + json, e);
    }
  }

  private static String text(JsonNode one, JsonNode other) {
    return one.isTextual() ? one.textValue() : other.asText();
  }

  private Stream<LogEntry> entries(String log) {
    return StreamSupport.stream(driver.manage().logs().get(log).spliterator(), false);
  }

  @Override
  public void close() {
    driver.quit();
  }
}
