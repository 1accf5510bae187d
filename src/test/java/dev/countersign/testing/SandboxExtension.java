package dev.countersign.testing;

import dev.countersign.sandbox.Sandbox;
import dev.countersign.sandbox.SandboxApplication;
import dev.countersign.sandbox.SandboxClock;
import dev.countersign.sandbox.SandboxFaults;
import dev.countersign.sandbox.SandboxOptions;
import dev.countersign.sandbox.SandboxPerson;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The platform and everybody's wallet, new for each test and gone after it:
 *
 * <pre>
 * &#64;RegisterExtension final SandboxExtension sandbox = SandboxExtension.fresh();
 * …
 * sandbox.person("ada").sign(uuid);
 * </pre>
 *
 * <p>The code under test is given {@link #url()} and the key and secret of {@link #application()}.
 * In a static field, too, each test gets a sandbox of its own; it starts when first used.
 */
public final class SandboxExtension implements AfterEachCallback {
  private final SandboxOptions options;
  private @Nullable Sandbox running;

  private SandboxExtension(SandboxOptions options) {
    this.options = options;
  }

  /** On a free port, without limits. */
  public static SandboxExtension fresh() {
    return with(SandboxOptions.onAnyPort());
  }

  public static SandboxExtension with(SandboxOptions options) {
    return new SandboxExtension(options);
  }

  /** All that the sandbox can do. */
  public synchronized Sandbox platform() {
    Sandbox current = running;
    if (current == null) {
      current = Sandbox.start(options);
      running = current;
    }
    return current;
  }

  public URI url() {
    return platform().url();
  }

  /** The one that is there from the start. */
  public SandboxApplication application() {
    return SandboxApplication.DEFAULT;
  }

  /** Somebody with a wallet; made when first named. */
  public SandboxPerson person(String name) {
    return platform().person(name);
  }

  public SandboxClock clock() {
    return platform().clock();
  }

  public SandboxFaults faults() {
    return platform().faults();
  }

  @Override
  public synchronized void afterEach(ExtensionContext context) {
    Sandbox current = running;
    running = null;
    if (current != null) {
      current.close();
    }
  }
}
