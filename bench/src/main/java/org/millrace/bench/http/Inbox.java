package org.millrace.bench.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes that came in on one connection, and the HTTP/1.1 messages in them: requests and answers
 * with {@code Content-Length}, chunked, or without a body. For one thread.
 */
public final class Inbox {
  /** Above this a peer has lost its framing. */
  private static final int MOST = 1 << 20;

  private static final byte[] HEAD_END = ascii("\r\n\r\n");
  private static final byte[] LENGTH = ascii("content-length:");
  private static final byte[] CHUNKED = ascii("transfer-encoding:");
  private static final byte[] LAST_CHUNK = ascii("\r\n0\r\n\r\n");

  private byte[] bytes = new byte[4096];
  private int start;
  private int end;
  private int messageStart;
  private int bodyStart;
  private int messageEnd;

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Takes over what a read put into the buffer, which must be flipped. */
  public void append(ByteBuffer read) {
    int more = read.remaining();
    if (start == end) {
      start = 0;
      end = 0;
    }
    if (end + more > bytes.length) {
      makeRoom(more);
    }
    read.get(bytes, end, more);
    end += more;
  }

  private void makeRoom(int more) {
    int kept = end - start;
    if (kept + more > MOST) {
      throw new IllegalStateException("no end of message within " + MOST + " bytes");
    }
    byte[] target = kept + more > bytes.length ? new byte[2 * (kept + more)] : bytes;
    System.arraycopy(bytes, start, target, 0, kept);
    bytes = target;
    start = 0;
    end = kept;
  }

  /** Moves on to the next whole message; its parts can be read until the next call. */
  public boolean next() {
    int headEnd = Ascii.find(bytes, start, end, HEAD_END);
    if (headEnd < 0) {
      return false;
    }
    int body = headEnd + HEAD_END.length;
    int after = isChunked(headEnd) ? chunkedEnd(headEnd) : body + length(headEnd);
    if (after < 0 || after > end) {
      return false;
    }
    messageStart = start;
    bodyStart = body;
    messageEnd = after;
    start = after;
    return true;
  }

  /** Of an answer: its status. */
  public int status() {
    return Ascii.number(bytes, messageStart + "HTTP/1.1 ".length(), 3);
  }

  /** Where a text starts in the message's body, or -1; an index for {@link #number}. */
  public int findInBody(byte[] wanted) {
    return Ascii.find(bytes, bodyStart, messageEnd, wanted);
  }

  public int number(int at, int digits) {
    return at + digits > messageEnd ? -1 : Ascii.number(bytes, at, digits);
  }

  /** The whole message, for a person. */
  public String text() {
    return new String(Arrays.copyOfRange(bytes, messageStart, messageEnd), StandardCharsets.UTF_8);
  }

  private int length(int headEnd) {
    int at = header(headEnd, LENGTH);
    if (at < 0) {
      return 0;
    }
    while (bytes[at] == ' ') {
      at++;
    }
    int length = 0;
    while (bytes[at] >= '0' && bytes[at] <= '9' && length < MOST) {
      length = length * 10 + bytes[at++] - '0';
    }
    return length;
  }

  private boolean isChunked(int headEnd) {
    return header(headEnd, CHUNKED) >= 0;
  }

  /** The last chunk is found by its line breaks, the head's end being the first ones it may use. */
  private int chunkedEnd(int headEnd) {
    int at = Ascii.find(bytes, headEnd + 2, end, LAST_CHUNK);
    return at < 0 ? -1 : at + LAST_CHUNK.length;
  }

  private int header(int headEnd, byte[] name) {
    for (int i = start; i < headEnd; i++) {
      if (bytes[i] == '\n' && Ascii.startsWith(bytes, i + 1, headEnd, name)) {
        return i + 1 + name.length;
      }
    }
    return -1;
  }
}
