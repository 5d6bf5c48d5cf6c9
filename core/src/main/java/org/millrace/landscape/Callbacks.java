package org.millrace.landscape;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * Where a system may be told what became of its messages.
 *
 * @param credential names the credential whose {@code secret} signs
 * @param destinations the only addresses that are called
 */
public record Callbacks(String credential, List<CallbackDestination> destinations) {

  public Callbacks {
    destinations = List.copyOf(destinations);
  }

  /** The most exact destination that covers an address. */
  public Optional<CallbackDestination> covering(String url) {
    try {
      URI uri = new URI(url);
      return destinations.stream()
          .filter(destination -> destination.covers(uri))
          .reduce((a, b) -> b.path().length() > a.path().length() ? b : a);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
