package org.millrace.adapter.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Knows where a protocol's request ends. Stateless. */
@FunctionalInterface
public interface Framing {

  /**
   * Reads one request.
   *
   * @return nothing if the stream ended before the request's first byte
   * @throws IOException if the stream ended or broke within the request
   */
  Optional<Received> read(int connection, InputStream in) throws IOException;
}
