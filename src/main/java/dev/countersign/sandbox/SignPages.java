package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code /sign/…} for people: the page, its QR picture and matrix (PROTOCOL §1). */
final class SignPages {
  private static final Pattern PAGE =
      Pattern.compile("/sign/([0-9a-fA-F-]{36})(?:/(qr|deeplink))?/?");
  private static final Pattern IMAGE =
      Pattern.compile("/sign/([0-9a-fA-F-]{36})(?:_([mqh]))?\\.(png|json)");

  private final World world;
  private final String template = Resources.text("page/sign.html");

  SignPages(World world) {
    this.world = world;
  }

  Answer answer(HttpServerRequest request, String path) {
    Matcher image = IMAGE.matcher(path);
    if (image.matches()) {
      return qr(request, image);
    }
    Matcher page = PAGE.matcher(path);
    Payload payload =
        page.matches() ? world.payloads.find(page.group(1).toLowerCase(Locale.ROOT)) : null;
    if (payload == null) {
      return Answer.html(404, "<!doctype html><title>Not found</title><h1>No such request</h1>");
    }
    if ("deeplink".equals(page.group(2))) {
      // What would open the wallet opens the phone: no sign page was seen on the way (§5.1).
      return Answer.html(302, "").with("Location", "/#payload=" + payload.uuid);
    }
    payload.signPageSeen |= request.method().equals(HttpMethod.GET);
    return Pages.page(
        request,
        template
            .replace("{{mode}}", page.group(2) == null ? "always" : "qr")
            .replace("{{type}}", payload.request.template().type())
            .replace("{{uuid}}", payload.uuid)
            .replace("{{application}}", Html.escaped(payload.application.name()))
            .replace("{{request}}", embedded(payload)));
  }

  /** Inside a script element, where only its own end tag and comments mean anything. */
  private String embedded(Payload payload) {
    Identity.Signed signature =
        payload.resolution instanceof Resolution.Signed signed ? signed.signature() : null;
    ObjectNode json = PhoneJson.returning(PhoneJson.request(world, payload), payload, signature);
    json.set("clock", ControlJson.clock(world));
    return Json.text(json).replace("<", "\\u003c");
  }

  private static Answer qr(HttpServerRequest request, Matcher image) {
    String link = Origin.of(request).sign(image.group(1).toLowerCase(Locale.ROOT));
    String quality = image.group(2);
    QrCode code = QrCode.of(link, quality == null ? 'q' : quality.charAt(0));
    return image.group(3).equals("json")
        ? Answer.json(200, code.json())
        : new Answer(200, "image/png", Buffer.buffer(code.png()), Map.of(), null);
  }
}
