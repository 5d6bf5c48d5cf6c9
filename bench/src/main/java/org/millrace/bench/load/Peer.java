package org.millrace.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.millrace.bench.http.Inbox;

/** One connection of the driver's selector: bytes waiting to go out, and an inbox. */
final class Peer {
  private final SocketChannel channel;
  private final SelectionKey key;
  private final ByteBuffer out;
  private final Inbox inbox = new Inbox();

  Peer(SocketChannel channel, SelectionKey key, int outBytes) {
    this.channel = channel;
    this.key = key;
    this.out = ByteBuffer.allocateDirect(outBytes);
  }

  Inbox inbox() {
    return inbox;
  }

  /** To be filled, then {@link #flush}ed. */
  ByteBuffer out() {
    return out;
  }

  void flush() throws IOException {
    out.flip();
    channel.write(out);
    boolean rest = out.hasRemaining();
    out.compact();
    int wanted = rest ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
    if (key.interestOps() != wanted) {
      key.interestOps(wanted);
    }
  }

  /** Reads what is there into the inbox. */
  void fill(ByteBuffer scratch) throws IOException {
    scratch.clear();
    if (channel.read(scratch) < 0) {
      throw new EOFException("the peer closed the connection");
    }
    inbox.append(scratch.flip());
  }

  void close() {
    key.cancel();
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing is lost: the connection was given up anyway.
    }
  }
}
