package org.millrace.adapter.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.http.EndpointDetails;
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

  /**
   * Whether nothing has come, not even the end. Nothing may be under way. Peers that close after
   * each answer without saying so are known by their first: its end may come a moment later.
   */
  boolean isSilent() throws IOException {
    if (heads.hasMore()) {
      return false;
    }
    EndpointDetails used = getEndpointDetails();
    if (used != null && used.getRequestCount() > 1 && getSSLSession() == null) {
      return isSilentOnTheWire(getSocket().getChannel());
    }
    return isSilentForAMoment();
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

  /** A look that waits; also for TLS, whose own talk only a read through it can tell apart. */
  private boolean isSilentForAMoment() throws IOException {
    return !isStale() && !heads.hasMore();
  }
}
