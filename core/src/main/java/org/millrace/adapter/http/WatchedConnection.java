package org.millrace.adapter.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.http.config.Http1Config;

/**
 * A connection that can tell whether its peer has kept silent since its last answer. What a peer
 * says before it was asked would be taken for the answer to the next request; what it closed would
 * swallow it.
 */
final class WatchedConnection extends DefaultManagedHttpClientConnection {

  private static final AtomicLong NUMBER = new AtomicLong();

  private final WholeHeadParser heads;

  WatchedConnection(Http1Config config) {
    this(config, new WholeHeadParser(config));
  }

  private WatchedConnection(Http1Config config, WholeHeadParser heads) {
    super(
        "target-" + NUMBER.incrementAndGet(),
        null,
        null,
        config,
        null,
        null,
        null,
        null,
        ignored -> heads);
    this.heads = heads;
  }

  /** Whether nothing has come, not even the end. Nothing may be under way. */
  boolean isSilent() throws IOException {
    if (heads.hasMore()) {
      return false;
    }
    return getSSLSession() == null ? isSilentOnTheWire(getSocket().getChannel()) : isSilentInside();
  }

  /** A look that does not wait. A waiting one costs as much as the request it goes before. */
  private static boolean isSilentOnTheWire(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    try {
      return channel.read(ByteBuffer.allocate(1)) == 0;
    } finally {
      channel.configureBlocking(true);
    }
  }

  /** TLS has talk of its own on the wire, so that only a read through it tells; that one waits. */
  private boolean isSilentInside() throws IOException {
    return !isStale() && !heads.hasMore();
  }
}
