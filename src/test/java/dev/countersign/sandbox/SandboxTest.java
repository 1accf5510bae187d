package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.testing.SandboxExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A platform of its own for every test, and an application's back end that calls it. */
abstract class SandboxTest {
  static final String SIGN_IN = "{\"txjson\":{\"TransactionType\":\"SignIn\"}}";
  static final String PAYMENT =
      """
      {"txjson":{"TransactionType":"Payment","Amount":"1",
                 "Destination":"rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY"}}""";

  @RegisterExtension final SandboxExtension extension = SandboxExtension.with(options());

  final Sandbox sandbox = extension.platform();
  final Backend backend = new Backend(extension.url(), extension.application());
  private final List<SocketProbe> probes = new ArrayList<>();

  SandboxOptions options() {
    return SandboxOptions.onAnyPort();
  }

  @BeforeEach
  void theApplicationIsKnown() {
    backend.get("ping").expect(200);
  }

  @AfterEach
  void stopWatching() {
    probes.forEach(SocketProbe::close);
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
