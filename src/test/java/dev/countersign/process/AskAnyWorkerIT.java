package dev.countersign.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Web;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("CONTRACT §7: a request's state, asked for while its owner is killed")
class AskAnyWorkerIT {
  private static final String TOKEN = "operator-token-of-the-test";
  private static final int REQUESTS = 12;

  @ParameterizedTest
  @ValueSource(strings = {"consumer", "classic"})
  void whatIsThereIsNeverSaidToBeMissing(String protocol) {
    try (Deployment deployment = Deployment.create("ask");
        Service service = new Service(deployment.config())) {
      Map<String, String> more = new HashMap<>();
      more.put("KAFKA_GROUP_PROTOCOL", protocol);
      if (protocol.equals("classic")) {
        // The shortest that brokers allow by default.
        more.put("KAFKA_CONSUMER_SESSION_TIMEOUT_MS", "6000");
      }
      more.put("COUNTERSIGN_HTTP_OPERATOR_TOKEN", TOKEN);
      more.put("COUNTERSIGN_HTTP_PUBLIC_PORT", "0");
      try (JarProcess staying = deployment.startWorker("staying", more, _ -> {});
          JarProcess dying = deployment.startWorker("dying", more, _ -> {})) {
        dying.awaitErr("partition restored");
        List<String> ids = created(service);
        Web web = web(staying);
        Web other = web(dying);
        Awaitility.await().until(() -> all(web, ids, 200) && all(other, ids, 200));

        dying.kill();

        List<Integer> seen = new ArrayList<>();
        Awaitility.await("a takeover")
            .atMost(Duration.ofSeconds(30))
            .pollInterval(Duration.ofMillis(20))
            .until(
                () -> {
                  List<Integer> now = ids.stream().map(id -> status(web, id)).toList();
                  seen.addAll(now);
                  return now.stream().allMatch(status -> status == 200);
                });
        assertThat(seen).contains(503).containsOnly(200, 503);
        assertThat(status(web, "never-asked")).isEqualTo(404);
      }
    }
  }

  private static List<String> created(Service service) {
    List<String> ids = new ArrayList<>();
    for (int number = 0; number < REQUESTS; number++) {
      String id = "ask-" + number;
      ids.add(id);
      service.send("{\"id\":\"" + id + "\",\"txjson\":{\"TransactionType\":\"SignIn\"}}");
    }
    ids.forEach(_ -> service.next());
    return ids;
  }

  private static boolean all(Web web, List<String> ids, int status) {
    return ids.stream().allMatch(id -> status(web, id) == status);
  }

  private static int status(Web web, String id) {
    HttpResponse<String> answer =
        web.get("/api/requests/" + id, "authorization", "Bearer " + TOKEN);
    return answer.statusCode();
  }

  private static Web web(JarProcess worker) {
    String line = worker.awaitOut("public: ");
    return new Web(line.substring(line.indexOf("http://")).strip());
  }
}
