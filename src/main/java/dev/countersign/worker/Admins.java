package dev.countersign.worker;

import dev.countersign.config.KafkaSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Admin clients that give up on a silent broker soon: somebody waits for the answer. */
public final class Admins {
  private Admins() {}

  public static Admin open(KafkaSettings kafka, String clientId) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 6_000);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    settings.putAll(kafka.admin());
    settings.put(AdminClientConfig.CLIENT_ID_CONFIG, clientId);
    return Admin.create(settings);
  }
}
