package org.millrace.plant;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Posts once over a bare socket and tells exactly how the connection ended. */
final class RawSocket {
  enum End {
    ANSWERED,
    EOF,
    RESET,
    SILENCE
  }

  record Seen(String text, End end) {}

  private RawSocket() {}

  static Seen post(int port, String path, String headers, String body, int timeoutMillis)
      throws IOException {
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2000);
      socket.setSoTimeout(timeoutMillis);
      int length = body.getBytes(StandardCharsets.UTF_8).length;
      String head =
          "POST " + path + " HTTP/1.1\r\nHost: plant\r\nContent-Length: " + length + "\r\n";
      socket
          .getOutputStream()
          .write((head + headers + "\r\n" + body).getBytes(StandardCharsets.UTF_8));
      while (!whole(text(seen))) {
        int octet = socket.getInputStream().read();
        if (octet < 0) {
          return new Seen(text(seen), End.EOF);
        }
        seen.write(octet);
      }
      return new Seen(text(seen), End.ANSWERED);
    } catch (SocketTimeoutException e) {
      return new Seen(text(seen), End.SILENCE);
    } catch (SocketException e) {
      if (e instanceof ConnectException) {
        throw e;
      }
      return new Seen(text(seen), End.RESET);
    }
  }

  private static String text(ByteArrayOutputStream seen) {
    return seen.toString(StandardCharsets.UTF_8);
  }

  private static boolean whole(String text) {
    int head = text.indexOf("\r\n\r\n");
    if (head < 0) {
      return false;
    }
    for (String line : text.substring(0, head).lines().toList()) {
      if (line.regionMatches(true, 0, "Content-Length: ", 0, 16)) {
        return text.length() - head - 4 >= Integer.parseInt(line.substring(16).strip());
      }
    }
    return true;
  }
}
