package dev.countersign.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import io.vertx.core.net.impl.ConnectionBase;
import org.junit.jupiter.api.Test;

/** What the shipped {@code logback.xml} lets through. */
class ShippedLoggersTest {
  @Test
  void aConnectionThatBreaksHasNoLineOfItsOwn() throws JoranException {
    assertThat(shipped().getLogger(ConnectionBase.class).isErrorEnabled()).isFalse();
  }

  private static LoggerContext shipped() throws JoranException {
    LoggerContext context = new LoggerContext();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(ShippedLoggersTest.class.getResource("/logback.xml"));
    return context;
  }
}
