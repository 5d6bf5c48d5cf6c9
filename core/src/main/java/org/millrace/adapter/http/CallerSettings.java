package org.millrace.adapter.http;

import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How a caller connects.
 *
 * @param connections most connections open at once; each carries one request at a time
 * @param connect longest wait for a name, for a connection and for each step of TLS
 * @param lease longest wait for one of the connections to become free
 * @param userAgent value of the User-Agent header
 * @param tls trusts another set of certificates than the platform's; never none
 */
public record CallerSettings(
    int connections, Duration connect, Duration lease, String userAgent, Optional<SSLContext> tls) {

  /** Longest wait for a connection unless declared. */
  public static final Duration CONNECT = Duration.ofSeconds(5);

  /** Longest wait for a free connection unless declared. */
  public static final Duration LEASE = Duration.ofSeconds(5);

  /** The usual waits and the platform's certificates. */
  public static CallerSettings standard(int connections) {
    return new CallerSettings(connections, CONNECT, LEASE, productName(), Optional.empty());
  }

  /** The product's name and, when run from its archive, its version. */
  public static String productName() {
    String version = CallerSettings.class.getPackage().getImplementationVersion();
    return version == null ? "Millrace" : "Millrace/" + version;
  }
}
