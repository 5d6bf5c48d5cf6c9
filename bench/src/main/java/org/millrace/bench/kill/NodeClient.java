package org.millrace.bench.kill;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.millrace.bench.http.Inbox;

/** One connection to the node, opened anew after each failure. For one thread. */
final class NodeClient implements Closeable {
  /** Longer than any accept; a node that hangs must not hang the run. */
  private static final int ANSWER_MILLIS = 10_000;

  private static final int READ_BYTES = 8192;

  private final URI intake;
  private final String bearer;
  private @Nullable Socket socket;
  private Inbox inbox = new Inbox();

  NodeClient(URI intake, String bearer) {
    this.intake = intake;
    this.bearer = bearer;
  }

  /** Sends once. An exception means that nobody knows whether it arrived. */
  Answer post(String idempotencyKey, byte[] body) throws IOException {
    try {
      Socket open = connected();
      open.getOutputStream().write(request(idempotencyKey, body));
      byte[] read = new byte[READ_BYTES];
      while (!inbox.next()) {
        int count = open.getInputStream().read(read);
        if (count < 0) {
          throw new EOFException("the node closed the connection");
        }
        inbox.append(ByteBuffer.wrap(read, 0, count));
      }
      return new Answer(inbox.status(), inbox.text());
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** What came back. */
  record Answer(int status, String text) {}

  private Socket connected() throws IOException {
    Socket open = socket;
    if (open == null) {
      open = new Socket(InetAddress.getLoopbackAddress(), intake.getPort());
      open.setTcpNoDelay(true);
      open.setSoTimeout(ANSWER_MILLIS);
      inbox = new Inbox();
      socket = open;
    }
    return open;
  }

  private byte[] request(String idempotencyKey, byte[] body) {
    byte[] head =
        """
        POST %s HTTP/1.1\r
        Host: %s\r
        Authorization: Bearer %s\r
        Content-Type: application/json\r
        Idempotency-Key: "%s"\r
        Content-Length: %d\r
        \r
        """
            .formatted(
                intake.getRawPath(), intake.getRawAuthority(), bearer, idempotencyKey, body.length)
            .getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(head.length + body.length).put(head).put(body).array();
  }

  @Override
  public void close() throws IOException {
    Socket open = socket;
    socket = null;
    if (open != null) {
      open.close();
    }
  }
}
