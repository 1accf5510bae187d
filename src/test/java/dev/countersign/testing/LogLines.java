package dev.countersign.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.logs.JsonLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** All that is logged from now on, as it would be written; every step is. */
public final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  /** Vert.x' client has its word here on requests about which it can tell nobody. */
  public static final String CLIENT = "io.vertx.core.http.impl.HttpClientRequestImpl";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Logger logger;
  private final Level before;
  private final JsonLines encoder = new JsonLines();
  private final Queue<JsonNode> lines = new ConcurrentLinkedQueue<>();

  private LogLines(Logger logger) {
    this.logger = logger;
    this.before = logger.getLevel();
  }

  /** Of a package and those below it, or of a class. */
  public static LogLines of(String name) {
    Logger logger = (Logger) LoggerFactory.getLogger(name);
    LogLines lines = new LogLines(logger);
    lines.setContext(logger.getLoggerContext());
    lines.start();
    logger.setAdditive(false);
    logger.setLevel(Level.DEBUG);
    logger.addAppender(lines);
    return lines;
  }

  @Override
  protected void append(ILoggingEvent event) {
    try {
      lines.add(JSON.readTree(encoder.encode(event)));
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON", e);
    }
  }

  /** Those that have it anywhere. */
  public List<JsonNode> containing(String text) {
    return lines.stream().filter(line -> line.toString().contains(text)).toList();
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    logger.setAdditive(true);
    logger.setLevel(before);
    stop();
  }
}
