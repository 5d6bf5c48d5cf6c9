package org.millrace.adapter.http;

import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Marks the moment before the first byte. Names, connecting, TLS and waiting for a connection come
 * earlier in the library's chain; whatever fails from here on proves nothing about the effect.
 */
final class MarkingExecutor extends HttpRequestExecutor {

  /** A kept connection that must not be used again; nothing was written to it. */
  static final class UnusableConnectionException extends IOException {
    private static final long serialVersionUID = 1L;

    UnusableConnectionException(String message) {
      super(message);
    }
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request,
      HttpClientConnection connection,
      HttpResponseInformationCallback callback,
      HttpContext context)
      throws IOException, HttpException {
    if (!(context.getAttribute(Flight.ATTRIBUTE) instanceof Flight flight)) {
      throw new IllegalStateException("a request without its flight");
    }
    if (!(connection instanceof WatchedConnection watched)) {
      throw new IllegalStateException("a connection nobody watches");
    }
    EndpointDetails used = watched.getEndpointDetails();
    if (used != null && used.getRequestCount() > 0 && !watched.isSilent()) {
      throw new UnusableConnectionException(
          "the peer has closed the kept connection or said something nobody had asked for");
    }
    flight.beginWriting();
    return super.execute(request, connection, callback, context);
  }
}
