package org.millrace.adapter.testkit;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** HTTP/1.1 requests with a length or in chunks (RFC 9112, sections 6 and 7). */
public final class HttpFraming implements Framing {

  /** Most bytes of a request's body that a test peer keeps. */
  private static final int MOST_BODY = 64 << 20;

  @Override
  public Optional<Received> read(int connection, InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    int length = 0;
    boolean chunked = false;
    int first = in.read();
    if (first < 0) {
      return Optional.empty();
    }
    head.append((char) first);
    String line = line(in);
    while (!line.isEmpty()) {
      head.append(line).append("\r\n");
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(lower.indexOf(':') + 1).strip());
      }
      chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
      line = line(in);
    }
    byte[] body = chunked ? chunks(in) : exactly(in, length);
    return Optional.of(
        new Received(connection, head.toString(), new String(body, StandardCharsets.UTF_8)));
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int size = chunkSize(in);
    while (size > 0) {
      body.write(exactly(in, size));
      line(in);
      size = chunkSize(in);
    }
    while (!line(in).isEmpty()) {
      // Trailers say nothing that a test asks for.
    }
    return body.toByteArray();
  }

  private static int chunkSize(InputStream in) throws IOException {
    String line = line(in);
    int extension = line.indexOf(';');
    return Integer.parseInt((extension < 0 ? line : line.substring(0, extension)).strip(), 16);
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    if (length > MOST_BODY) {
      throw new IOException("a test's request has " + length + " bytes");
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("the request ended within its body");
    }
    return body;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int read = in.read(); read != '\n'; read = in.read()) {
      if (read < 0) {
        throw new EOFException("the request ended within its head");
      }
      line.append((char) read);
    }
    int end = line.length() - 1;
    return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
  }
}
