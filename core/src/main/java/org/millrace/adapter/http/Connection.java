package org.millrace.adapter.http;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A system's connection as this adapter understands it.
 *
 * @param url what operations' paths are appended to
 * @param credential name of the credential
 * @param truststore file with the certificates, in PEM form, that are trusted instead of the
 *     platform's
 * @param ping path that tells whether the system can work
 */
record Connection(
    URI url,
    Auth auth,
    String credential,
    Duration connect,
    Duration lease,
    Optional<String> truststore,
    Optional<String> ping) {

  URI at(String path) {
    String base = url.toString();
    return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
  }
}
