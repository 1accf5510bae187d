package dev.countersign.testing;

import java.io.File;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** One browser for all test classes that need any; skips them, and says so, where there is none. */
public final class OneBrowser implements BeforeAllCallback {
  private static volatile @Nullable Browser running;

  public static Browser browser() {
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
