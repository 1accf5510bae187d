package dev.countersign.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/** What axe-core has to say about a page, in both colour schemes. */
public final class Axe {
  private final String script;

  /** Skips the test where there is no Node to fetch it with. */
  public Axe() {
    try {
      script =
          Files.readString(NodePackage.installed("axe").file("node_modules/axe-core/axe.min.js"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The page itself cannot load it and does not have to. */
  public void check(Browser browser, String what) {
    for (String colours : List.of("light", "dark")) {
      browser.prefers(colours, "reduce");
      browser.driver.executeScript(script);
      Object found =
          browser.driver.executeAsyncScript(
              """
              const done = arguments[0];
              axe.run(document, { resultTypes: ['violations'] }).then(
                r => done(JSON.stringify(r.violations.map(v => [v.id, v.help, ...v.nodes.map(n => n.html + n.failureSummary)]))),
                e => done(JSON.stringify([String(e)])));""");
      assertThat(found).as(what + ", " + colours).isEqualTo("[]");
    }
  }
}
