package dev.countersign.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The control calls that are not JSON in, JSON out.
 *
 * <pre>
 * GET  people/NAME/events    what NAME's phone shows, as server-sent events, for as long as one
 *                            listens or until a reset; ?after=ID goes on after an event
 * POST scan?width=N          a picture, one byte of brightness for each pixel, row by row:
 *                            {"text":"…"} is what the QR code in it says
 * </pre>
 */
final class PhoneApi {
  static final int LARGEST_PICTURE = 4 * 1024 * 1024;
  private static final Pattern EVENTS = Pattern.compile("/sandbox/people/([^/]+)/events/?");
  private static final String SCAN = "/sandbox/scan";

  private final World world;

  PhoneApi(World world) {
    this.world = world;
  }

  /** Says whether the call was one of these. */
  boolean took(HttpServerRequest request, String path) {
    String method = request.method().name();
    Matcher events = EVENTS.matcher(path);
    if (method.equals("GET") && events.matches()) {
      attach(request, events.group(1));
      return true;
    }
    if (method.equals("POST") && path.equals(SCAN)) {
      scan(request);
      return true;
    }
    return false;
  }

  private void attach(HttpServerRequest request, String segment) {
    String name = Route.decoded(segment);
    try {
      if (name == null) {
        throw SandboxRefusal.bad("'" + segment + "' is not URL-encoded.");
      }
      world.phoneEvents.attach(request, name);
    } catch (SandboxRefusal refusal) {
      ControlApi.refused(refusal).send(request.response());
    }
  }

  private void scan(HttpServerRequest request) {
    Vertx vertx = Objects.requireNonNull(Vertx.currentContext()).owner();
    Bodies.read(request, LARGEST_PICTURE)
        .compose(body -> text(vertx, ControlApi.parameter(request, "width"), body))
        .map(text -> Answer.json(200, Json.object().put("text", text)))
        .otherwise(ControlApi::refused)
        .onSuccess(answer -> answer.send(request.response()));
  }

  /** Away from the event loop: a large picture without any code in it takes a while. */
  private static Future<String> text(Vertx vertx, @Nullable String width, Optional<Buffer> body) {
    byte[] pixels =
        body.orElseThrow(
                () -> SandboxRefusal.bad("The picture is over " + LARGEST_PICTURE + " pixels."))
            .getBytes();
    if (width == null || !width.matches("[1-9][0-9]{0,4}")) {
      throw SandboxRefusal.bad("width: '" + width + "' is not the width of a picture in pixels.");
    }
    int columns = Integer.parseInt(width);
    if (pixels.length == 0 || pixels.length % columns != 0) {
      throw SandboxRefusal.bad(
          pixels.length + " bytes are no picture whose rows have " + columns + " pixels each.");
    }
    return vertx.executeBlocking(
        () -> {
          String text = QrReader.read(pixels, columns, pixels.length / columns);
          if (text == null) {
            throw SandboxRefusal.missing("There is no QR code to be found in this picture.");
          }
          return text;
        });
  }
}
