package dev.countersign;

import dev.countersign.config.Application;
import dev.countersign.platform.Answer;
import dev.countersign.platform.ApplicationInfo;
import dev.countersign.platform.PlatformProbe;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Whether the platform accepts an application's credentials, and where its webhooks go. */
final class ApplicationCheck implements Check {
  private static final int PATIENCE_SECONDS = 30;

  private final Application application;
  private final URI platform;
  private final PlatformProbe probe;
  private final WebhookCheck webhooks;
  private final String name;

  ApplicationCheck(
      Application application, URI platform, PlatformProbe probe, WebhookCheck webhooks) {
    this.application = application;
    this.platform = platform;
    this.probe = probe;
    this.webhooks = webhooks;
    this.name = "application " + application.alias();
  }

  @Override
  public void look(Findings findings) throws InterruptedException {
    String secret = "countersign.applications." + application.alias() + ".api-secret";
    try {
      switch (probe.ping(application.alias()).await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        case Answer.Ok<ApplicationInfo>(ApplicationInfo info) -> accepted(info, findings);
        case Answer.Unauthorized<ApplicationInfo> refused ->
            findings.fail(
                Exit.CONFIG,
                name + ": " + PlatformProbe.refusal(refused) + "; check its api-key and " + secret);
        case Answer.RateLimited<ApplicationInfo> _ ->
            findings.warn(
                name + ": the platform takes no more calls for now; ask again in a minute");
        case Answer.NotFound<ApplicationInfo> _,
            Answer.Conflict<ApplicationInfo> _,
            Answer.Refused<ApplicationInfo> _ ->
            findings.fail(
                Exit.CONFIG,
                name + ": " + platform + " is not the platform; check countersign.platform.url");
        case Answer.Unclear<ApplicationInfo>(String reason, boolean _) ->
            findings.fail(
                Exit.UNAVAILABLE, name + ": no usable answer from " + platform + ": " + reason);
      }
    } catch (TimeoutException e) {
      findings.fail(Exit.UNAVAILABLE, name + ": no answer from " + platform);
    }
  }

  private void accepted(ApplicationInfo info, Findings findings) throws InterruptedException {
    String known = name + ": \"" + info.name() + "\", key " + application.apiKey();
    if (info.disabled()) {
      findings.fail(Exit.CONFIG, known + ", is disabled in the platform's console");
      return;
    }
    findings.ok(known);
    if (application.previousSecret() != null) {
      findings.warn(
          name + ": a previous secret is still accepted; remove it once the change is done");
    }
    webhooks.look(application.alias(), info.webhookUrl(), findings);
  }
}
