package org.millrace.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.millrace.bench.http.Inbox;

/** The delivery target: takes every request, tells the run about it, answers 200. */
final class TargetDoor {
  private static final int BACKLOG = 1024;
  private static final int OUT_BYTES = 1 << 16;
  private static final byte[] ANSWER =
      ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n"
              + "{\"ok\":true}")
          .getBytes(StandardCharsets.US_ASCII);

  private final Selector selector;
  private final ServerSocketChannel server;
  private final ByteBuffer scratch = ByteBuffer.allocateDirect(1 << 16);
  private Consumer<Inbox> arrivals = inbox -> {};

  TargetDoor(Selector selector, int port) throws IOException {
    this.selector = selector;
    server = ServerSocketChannel.open();
    server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    server.configureBlocking(false);
    Reaction accept = (readable, writable) -> accept();
    server.register(selector, SelectionKey.OP_ACCEPT, accept);
  }

  int port() {
    return server.socket().getLocalPort();
  }

  /** Who hears of arrivals from now on. */
  void tell(Consumer<Inbox> run) {
    arrivals = run;
  }

  private void accept() {
    try {
      for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        Peer peer = new Peer(channel, key, OUT_BYTES);
        Reaction serve = (readable, writable) -> serve(peer, readable);
        key.attach(serve);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the delivery target can accept no more connections", e);
    }
  }

  private void serve(Peer peer, boolean readable) {
    try {
      if (readable) {
        peer.fill(scratch);
        while (peer.inbox().next()) {
          arrivals.accept(peer.inbox());
          peer.out().put(ANSWER);
        }
      }
      if (peer.out().position() > 0) {
        peer.flush();
      }
    } catch (IOException e) {
      peer.close(); // The engine may close what it opened; a lost request shows as a loss.
    }
  }

  void close() throws IOException {
    server.close();
  }
}
