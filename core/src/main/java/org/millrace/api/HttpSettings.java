package org.millrace.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where and how the node serves HTTP.
 *
 * @param host address to listen on
 * @param port 0 for any that is free
 * @param tls whether callers reach it over TLS, ended by a proxy before it: cookies are then marked
 *     Secure and browsers told to stay on TLS
 * @param metricsFrom addresses that may scrape without a key
 * @param console folder of the console's files; if none, those on the class path
 */
public record HttpSettings(
    String host,
    int port,
    boolean tls,
    List<String> metricsFrom,
    Optional<Path> console,
    HttpLimits limits) {

  public HttpSettings {
    metricsFrom = List.copyOf(metricsFrom);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
    }
  }

  public static HttpSettings on(String host, int port) {
    return new HttpSettings(host, port, false, List.of(), Optional.empty(), HttpLimits.STANDARD);
  }
}
