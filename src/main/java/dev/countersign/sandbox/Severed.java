package dev.countersign.sandbox;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;

/**
 * A connection that goes away as a broken network takes it: a TCP reset, and on a socket no close
 * frame. Vert.x itself only closes politely (a WebSocket with code 1000, after which clients may
 * think that the server wanted it), hence the way past it.
 */
final class Severed {
  private Severed() {}

  static void sever(HttpConnection connection) {
    if (connection instanceof HttpServerConnection open) {
      Channel channel = open.channelHandlerContext().channel();
      if (!channel.isOpen()) {
        // The other side was faster; its owner here just has not heard of it yet.
        return;
      }
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
      channel.unsafe().close(channel.newPromise());
    } else {
      connection.close();
    }
  }
}
