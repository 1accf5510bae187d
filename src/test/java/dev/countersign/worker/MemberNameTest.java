package dev.countersign.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemberNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://10.0.0.1:8080",
        "https://worker-1.internal",
        "http://[2001:db8::1]:8080",
        "https://gate.example/a@b/workers/1"
      })
  void theClientIdOfAnOwnerTellsWhereItIs(String url) {
    MemberName name = new MemberName("countersign-worker.1", URI.create(url));

    assertThat(MemberName.parse(name.clientId())).isEqualTo(name);
  }

  @Test
  void neitherMetricsNorJmxNeedQuotesForIt() {
    MemberName name = new MemberName("countersign-w1", URI.create("http://[::1]:80/x?y=*,z"));

    assertThat(name.clientId()).matches("[A-Za-z0-9._%@*-]+").doesNotContain(":", ",", "=", "?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "countersign-w1",
        "countersign-w1@",
        "w@%zz",
        "w@ftp%3A%2F%2Fhost",
        "w@http%3A%2F%2Fme%3Ayou%40host",
        "w@http%3A%2F%2F",
        "w@javascript%3Aalert(1)"
      })
  void whatIsNoOwnersClientIdTellsNothing(String clientId) {
    assertThat(MemberName.parse(clientId)).isNull();
  }
}
