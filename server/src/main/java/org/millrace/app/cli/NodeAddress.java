package org.millrace.app.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Where a node is, and who says so.
 *
 * @param data the folder whose node announced it; empty if the caller named the address
 * @param ownKey whether the key is the one that the node keeps in that folder
 */
record NodeAddress(URI uri, Optional<Path> data, boolean ownKey) {

  static NodeAddress given(URI uri) {
    return new NodeAddress(uri, Optional.empty(), false);
  }

  static NodeAddress announced(URI uri, Path data, boolean ownKey) {
    return new NodeAddress(uri, Optional.of(data), ownKey);
  }

  /** What no answer at all means. */
  CommandFailure silent(IOException e) {
    return new CommandFailure(ExitStatus.NO_NODE, why(e));
  }

  private String why(IOException e) {
    if (e.getCause() instanceof UnresolvedAddressException
        || e instanceof java.net.UnknownHostException) {
      return "The name %s is not known: check --url.".formatted(uri.getHost());
    }
    if (e instanceof ConnectException) {
      return nothingListens();
    }
    if (e instanceof HttpTimeoutException) {
      return "%s did not answer in time: look into the node's log, or try again. What was sent may"
              .formatted(uri)
          + " have been done.";
    }
    if (e instanceof SSLException) {
      return "There is no TLS to be had at %s (%s): check whether it is http or https, and whether"
              .formatted(uri, e.getMessage())
          + " Java trusts the certificate.";
    }
    return "%s broke off (%s): check whether it is http or https, and whether it is a node. What was"
            .formatted(uri, e.getMessage())
        + " sent may have been done.";
  }

  private String nothingListens() {
    return data.map(
            folder ->
                "A node over %s announced itself at %s, and nothing listens there any more: it"
                        .formatted(folder, uri)
                    + " ended without tidying up. Start it again with ./millrace up --data "
                    + folder
                    + ".")
        .orElseGet(
            () ->
                "Nothing listens at %s: check the address, and whether the node runs."
                    .formatted(uri));
  }

  /** What an answer means that no node gives. */
  CommandFailure stranger(int status) {
    boolean moved = status >= 300 && status < 400;
    return new CommandFailure(
        ExitStatus.NO_NODE,
        "What answers at %s is no Millrace node (HTTP %d%s): check --url."
            .formatted(uri, status, moved ? ", a redirection" : ""));
  }

  /** What a refused key means. */
  String unknownKey() {
    return data.filter(folder -> ownKey)
        .map(
            folder ->
                "The node at %s does not know the key in %s/admin.key: give another with --key, or"
                        .formatted(uri, folder)
                    + " check whether a node of another data folder listens there.")
        .orElseGet(
            () ->
                "The node at %s does not know this key: it may be mistyped, expired, revoked, or of"
                        .formatted(uri)
                    + " another node. Check --key or $"
                    + NodeOptions.KEY_VARIABLE
                    + ".");
  }
}
