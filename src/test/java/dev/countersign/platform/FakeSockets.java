package dev.countersign.platform;

import java.util.ArrayList;
import java.util.List;

/** Sockets whose other end is the test. */
final class FakeSockets implements StatusSockets {
  final List<Socket> opened = new ArrayList<>();

  static final class Socket implements Connection {
    final String url;
    final Receiver receiver;
    boolean closed;

    Socket(String url, Receiver receiver) {
      this.url = url;
      this.receiver = receiver;
    }

    @Override
    public void close() {
      closed = true;
    }

    void welcome() {
      receiver.message("{\"message\":\"Welcome " + url + "\"}");
    }

    void keepalive() {
      receiver.message("{\"expires_in_seconds\":30}");
    }
  }

  @Override
  public Connection open(String url, Receiver receiver) {
    Socket socket = new Socket(url, receiver);
    opened.add(socket);
    return socket;
  }

  Socket last() {
    return opened.getLast();
  }

  List<String> urls() {
    return opened.stream().map(socket -> socket.url).toList();
  }
}
