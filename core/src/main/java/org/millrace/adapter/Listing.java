package org.millrace.adapter;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One entry of a system's {@code destinations}.
 *
 * @param host as it was written, in lower case, without the port
 * @param network the same as addresses; empty if the entry is a name
 * @param port the only port it is meant for; empty if for all
 */
record Listing(String host, Optional<Network> network, OptionalInt port) {

  /**
   * @param entry a host, an address, either with a port, or a network; what is none of these
   *     matches nothing
   */
  static Listing of(String entry) {
    String text = entry.toLowerCase(Locale.ROOT);
    Optional<Network> whole = Network.find(text);
    int colon = text.lastIndexOf(':');
    if (whole.isPresent() || colon < 0) {
      return new Listing(text, whole, OptionalInt.empty());
    }
    String host = text.substring(0, colon);
    // A network takes no port: it is then a name that nothing has, and allows nothing.
    return new Listing(host, Network.address(bare(host)), port(text.substring(colon + 1)));
  }

  /** An IPv6 address stands in brackets before a port (RFC 3986, section 3.2.2). */
  private static String bare(String host) {
    boolean six = host.startsWith("[") && host.endsWith("]");
    return six ? host.substring(1, host.length() - 1) : host;
  }

  /** What is no port never equals one. */
  private static OptionalInt port(String text) {
    boolean digits = !text.isEmpty() && text.length() <= 5 && text.matches("[0-9]+");
    return OptionalInt.of(digits ? Integer.parseInt(text) : -1);
  }

  boolean isForAnyPort() {
    return port.isEmpty();
  }

  boolean isFor(int asked) {
    return port.isEmpty() || port.getAsInt() == asked;
  }

  boolean contains(InetAddress address) {
    return network.isPresent() && network.get().contains(address);
  }

  boolean names(String asked) {
    return network.isEmpty() && !host.isEmpty() && host.equals(asked.toLowerCase(Locale.ROOT));
  }
}
