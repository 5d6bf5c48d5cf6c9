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
 * @param escalations what of cases it wants to hear; nothing, if empty
 */
public record Callbacks(
    String credential, List<CallbackDestination> destinations, Optional<Subscription> escalations) {

  /**
   * @param url covered by a destination
   * @param to those whose escalations it hears of; everybody's, if there are none
   */
  public record Subscription(String url, List<String> to) {
    public Subscription {
      to = List.copyOf(to);
    }
  }

  /** For a system that hears of its messages only. */
  public Callbacks(String credential, List<CallbackDestination> destinations) {
    this(credential, destinations, Optional.empty());
  }

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
