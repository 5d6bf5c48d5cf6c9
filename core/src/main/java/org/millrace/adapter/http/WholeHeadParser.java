package org.millrace.adapter.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the head of an answer, and insists on its end. The library takes the end of the stream for
 * the end of the head: an answer cut before its Content-Length would count as whole and empty, and
 * an empty success as accepted (RFC 9112, section 8, forbids to rely on it).
 */
final class WholeHeadParser extends DefaultHttpResponseParser {

  private @Nullable SessionInputBuffer read;

  WholeHeadParser(Http1Config config) {
    super(config);
  }

  @Override
  public ClassicHttpResponse parse(SessionInputBuffer buffer, InputStream in)
      throws IOException, HttpException {
    read = buffer;
    return super.parse(buffer, new HeadStream(in, buffer.length() > 0));
  }

  /** Whether more has been read from the peer than the answers so far. */
  boolean hasMore() {
    return read != null && read.length() > 0;
  }

  /** The stream as long as a head is read from it. */
  private static final class HeadStream extends FilterInputStream {

    private boolean begun;

    HeadStream(InputStream in, boolean begun) {
      super(in);
      this.begun = begun;
    }

    @Override
    public int read() throws IOException {
      return checked(super.read());
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return checked(super.read(target, offset, length));
    }

    /** An end before the first byte is the library's to report: there is no answer at all. */
    private int checked(int read) throws IOException {
      if (read < 0 && begun) {
        throw new HeadBrokenOffException();
      }
      begun = true;
      return read;
    }
  }

  /** The answer ended within its head. */
  static final class HeadBrokenOffException extends IOException {
    private static final long serialVersionUID = 1L;

    HeadBrokenOffException() {
      super("the connection was closed within the head");
    }
  }
}
