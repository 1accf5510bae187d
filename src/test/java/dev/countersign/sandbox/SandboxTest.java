package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A platform of its own for every test, and an application's back end that calls it. */
abstract class SandboxTest {
  static final String SIGN_IN = "{\"txjson\":{\"TransactionType\":\"SignIn\"}}";
  static final String PAYMENT =
      """
      {"txjson":{"TransactionType":"Payment","Amount":"1",
                 "Destination":"rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY"}}""";

  Sandbox sandbox;
  Backend backend;
  private final List<SocketProbe> probes = new ArrayList<>();

  SandboxTest() {
    sandbox = Sandbox.start(options());
    backend = new Backend(sandbox.url(), SandboxApplication.DEFAULT);
  }

  SandboxOptions options() {
    return SandboxOptions.onAnyPort();
  }

  @BeforeEach
  void theApplicationIsKnown() {
    backend.get("ping").expect(200);
  }

  @AfterEach
  void close() {
    probes.forEach(SocketProbe::close);
    sandbox.close();
  }

  SocketProbe watch(String uuid) {
    SocketProbe probe = SocketProbe.connect(sandbox.url(), uuid);
    probes.add(probe);
    return probe;
  }

  /** A socket that has heard its first two frames. */
  SocketProbe settled(String uuid) {
    SocketProbe probe = watch(uuid);
    probe.next();
    probe.next();
    return probe;
  }

  JsonNode control(String method, String path, String body) {
    return backend.call(method, "/sandbox/" + path, body).expect(200);
  }
}
