package dev.countersign.sandbox;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One origin for everything: the platform, its sign pages, the phone and the control API. */
final class FrontDoor {
  private static final Logger log = LoggerFactory.getLogger(FrontDoor.class);

  private static final Pattern THIS_MACHINE =
      Pattern.compile("(.+\\.)?localhost|127(\\.[0-9]{1,3}){3}|\\[?::1]?", CASE_INSENSITIVE);

  private final World world;
  private final PlatformApi platform;
  private final OAuthApi oauth;
  private final ControlApi control;
  private final SignPages pages;
  private final StatusEndpoint sockets;
  private final LedgerEndpoint ledgers;
  private final PhoneApi phone;
  private final Pages files = new Pages();

  FrontDoor(World world) {
    this.world = world;
    this.platform = new PlatformApi(world);
    this.oauth = new OAuthApi(world);
    this.control = new ControlApi(world);
    this.pages = new SignPages(world);
    this.sockets = new StatusEndpoint(world);
    this.ledgers = new LedgerEndpoint(world);
    this.phone = new PhoneApi(world);
  }

  void handle(HttpServerRequest request) {
    try {
      route(request);
    } catch (RuntimeException e) {
      log.error("A call failed", e);
      Answer.html(500, "<h1>The sandbox failed</h1>").send(request.response());
    }
  }

  private void route(HttpServerRequest request) {
    String path = request.path() == null ? "/" : request.path();
    request.response().endHandler(ended -> world.phoneEvents.changed());
    if (Cors.opens(path) && Cors.answer(request)) {
      return;
    }
    Answer file = files.file(path);
    boolean page =
        file != null
            || path.equals("/")
            || path.startsWith("/sign/")
            || path.startsWith("/avatar/");
    Answer refusal = page ? Methods.refusal(request, Methods.GET_AND_HEAD) : null;
    if (path.startsWith("/api/")) {
      platform.handle(request);
    } else if (path.startsWith(OAuthApi.BASE + "/")) {
      oauth.handle(request, path);
    } else if (path.startsWith("/ledger/")) {
      ledgers.handle(request, path);
    } else if (request.canUpgradeToWebSocket()) {
      sockets.handshake(request, path);
    } else if (refusal != null) {
      refusal.send(request.response());
    } else if (path.startsWith("/sign/")) {
      pages.answer(request, path).send(request.response());
    } else if (path.startsWith("/avatar/")) {
      Avatars.answer(path).send(request.response());
    } else if (file != null) {
      file.send(request.response());
    } else if (!mayControl(request)) {
      Answer.html(403, "<h1>Only from this machine and from its own pages</h1>")
          .send(request.response());
    } else if (phone.took(request, path)) {
      return;
    } else if (path.equals("/sandbox") || path.startsWith("/sandbox/")) {
      control.handle(request, path);
    } else if (path.equals("/")) {
      files.phone(request).send(request.response());
    } else {
      Answer.html(404, "<h1>Not found</h1>").send(request.response());
    }
  }

  /** A page of somebody else's in a browser on this machine is not this machine's owner. */
  private boolean mayControl(HttpServerRequest request) {
    String page = request.getHeader("Origin");
    return (world.options.controlFromAnywhere()
            || (fromThisMachine(request) && toThisMachine(request)))
        && (page == null || page.equals(Origin.of(request).http()));
  }

  /** A foreign name that resolves to this machine makes foreign pages look like its own. */
  private static boolean toThisMachine(HttpServerRequest request) {
    HostAndPort named = request.authority();
    return named == null || THIS_MACHINE.matcher(named.host()).matches();
  }

  private static boolean fromThisMachine(HttpServerRequest request) {
    SocketAddress from = request.remoteAddress();
    String address = from == null ? null : from.hostAddress();
    return address != null && (address.startsWith("127.") || address.equals("0:0:0:0:0:0:0:1"));
  }
}
