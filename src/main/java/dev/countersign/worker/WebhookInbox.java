package dev.countersign.worker;

import dev.countersign.platform.webhook.Webhook;
import java.util.concurrent.CompletionStage;

/** Where the HTTP edge puts verified webhooks; any worker's will do, for the owner reads them. */
public interface WebhookInbox {

  /** What became of one. */
  enum Taken {
    /** It is in Kafka, on as many replicas as there have to be. */
    WRITTEN,
    /** Its identifier is no request id: the payload is not ours. */
    NOT_OURS
  }

  /** Fails when Kafka does not take it in time; the platform will send it again. */
  CompletionStage<Taken> put(String application, Webhook webhook);
}
