package org.millrace.adapter.testkit;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads one answer of HTTP/1.1 with a length, and no more of it than is allowed. */
final class HttpReader {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final int mostHead;
  private final int mostBody;
  private final StringBuilder head = new StringBuilder();
  private String body = "";
  private int status;

  HttpReader(int mostHead, int mostBody) {
    this.mostHead = mostHead;
    this.mostBody = mostBody;
  }

  /** Reads up to the end of the body; the text read so far stays, whatever happens. */
  void read(InputStream source) throws IOException {
    InputStream in = new BufferedInputStream(source);
    do {
      head(in);
    } while (status >= 100 && status < 200);
    int length =
        header("content-length")
            .filter(value -> value.matches("\\d{1,9}"))
            .map(Integer::parseInt)
            .orElse(Integer.MAX_VALUE);
    if (length > mostBody || header("content-encoding").isPresent()) {
      throw new IOException("an answer longer than " + mostBody + ", or one in disguise");
    }
    byte[] read = in.readNBytes(length);
    body = new String(read, StandardCharsets.UTF_8);
    if (read.length < length) {
      throw new EOFException("the answer ended within its body");
    }
  }

  private void head(InputStream in) throws IOException {
    head.setLength(0);
    while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
      int read = in.read();
      if (read < 0) {
        throw new EOFException("the answer ended within its head");
      }
      if (head.length() >= mostHead) {
        throw new IOException("the answer's head is longer than " + mostHead);
      }
      head.append((char) read);
    }
    if (!head.toString().matches("(?s)HTTP/1\\.1 [1-5]\\d\\d .*")) {
      throw new IOException("no answer of HTTP/1.1");
    }
    status = Integer.parseInt(head.substring(9, 12));
  }

  int status() {
    return status;
  }

  String text() {
    return head + body;
  }

  Optional<Duration> retryAfter() {
    return header("retry-after")
        .filter(value -> value.matches("\\d{1,6}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)));
  }

  boolean isJsonObject() {
    try {
      return JSON.readTree(body).isObject();
    } catch (JacksonException e) {
      return false;
    }
  }

  private Optional<String> header(String name) {
    return head.toString()
        .lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst();
  }
}
