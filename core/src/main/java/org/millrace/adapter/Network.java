package org.millrace.adapter;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/**
 * A network of addresses, or one address.
 *
 * @param bits how many leading bits of the address count
 */
record Network(InetAddress address, int bits) {

  Network {
    if (bits < 0 || bits > address.getAddress().length * 8) {
      throw new IllegalArgumentException("no network: " + address + " with " + bits + " bits");
    }
  }

  /**
   * @throws IllegalArgumentException if the text is none
   */
  static Network parse(String text) {
    int slash = text.indexOf('/');
    InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
    return new Network(
        address,
        slash < 0 ? address.getAddress().length * 8 : Integer.parseInt(text.substring(slash + 1)));
  }

  /** Nothing if the text is neither an address nor a network. */
  static Optional<Network> find(String text) {
    try {
      return Optional.of(parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** One address; nothing if the text is none. */
  static Optional<Network> address(String text) {
    return text.contains("/") ? Optional.empty() : find(text);
  }

  boolean contains(InetAddress other) {
    byte[] mine = address.getAddress();
    byte[] its = other.getAddress();
    if (mine.length != its.length) {
      return false;
    }
    int whole = bits / 8;
    int rest = bits % 8;
    return Arrays.equals(mine, 0, whole, its, 0, whole)
        && (rest == 0 || (mine[whole] ^ its[whole]) >> (8 - rest) == 0);
  }
}
