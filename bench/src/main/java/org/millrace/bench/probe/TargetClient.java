package org.millrace.bench.probe;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.millrace.bench.http.Inbox;

/** Posts to the target over raw sockets, the cheapest client there can be. Thread-safe. */
final class TargetClient {
  private static final int OK = 200;
  private static final int ANSWER_BYTES = 1024;

  private final URI target;
  private final byte[] head;
  private final ConcurrentLinkedDeque<Line> pool = new ConcurrentLinkedDeque<>();

  /** A pooled connection, with what came in on it. */
  private record Line(Socket socket, Inbox inbox) {}

  TargetClient(URI target) {
    this.target = target;
    String head =
        "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nIdempotency-Key: "
            .formatted(target.getRawPath(), target.getRawAuthority());
    this.head = head.getBytes(StandardCharsets.US_ASCII);
  }

  void post(Entry entry) {
    try {
      Line line = pool.pollFirst();
      if (line == null) {
        line = connect();
      }
      line.socket().getOutputStream().write(request(entry));
      int status = answer(line);
      if (status != OK) {
        throw new IOException("the target answered " + status);
      }
      pool.addFirst(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // The message shows as lost and the run as void.
    }
  }

  private Line connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), target.getPort());
    socket.setTcpNoDelay(true);
    return new Line(socket, new Inbox());
  }

  private byte[] request(Entry entry) {
    byte[] rest =
        (entry.idempotencyKey + "\r\nContent-Length: " + entry.body.length + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(head.length + rest.length + entry.body.length)
        .put(head)
        .put(rest)
        .put(entry.body)
        .array();
  }

  private static int answer(Line line) throws IOException {
    byte[] answer = new byte[ANSWER_BYTES];
    while (!line.inbox().next()) {
      int read = line.socket().getInputStream().read(answer);
      if (read < 0) {
        throw new EOFException("the target closed the connection");
      }
      line.inbox().append(ByteBuffer.wrap(answer, 0, read));
    }
    return line.inbox().status();
  }
}
