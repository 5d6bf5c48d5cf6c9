package org.millrace.landscape;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The form of a host, an address or a network that a system may be connected to; hosts and
 * addresses with or without a port. Nothing is resolved.
 */
final class DestinationName {

  private static final Pattern HOST =
      Pattern.compile(
          "(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
              + "(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("(?=.*:.*:)[0-9a-fA-F:]{2,39}");

  /** An IPv6 address stands in brackets before a port (RFC 3986, section 3.2.2). */
  private static final Pattern WITH_PORT =
      Pattern.compile("(?:\\[(?<six>[^\\[\\]]*)]|(?<other>[^:\\[\\]]*)):(?<port>[0-9]{1,5})");

  private static final int GREATEST_PORT = 65_535;

  private DestinationName() {}

  static boolean isProper(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? isPlace(text)
        : isNetwork(text.substring(0, slash), text.substring(slash + 1));
  }

  private static boolean isPlace(String text) {
    Matcher place = WITH_PORT.matcher(text);
    if (!place.matches()) {
      return isAddress(text) || isHost(text);
    }
    int port = Integer.parseInt(place.group("port"));
    String six = place.group("six");
    String other = place.group("other");
    boolean proper = six == null ? IPV4.matcher(other).matches() || isHost(other) : isIpv6(six);
    return proper && port >= 1 && port <= GREATEST_PORT;
  }

  private static boolean isNetwork(String address, String bits) {
    return isAddress(address)
        && bits.matches("[0-9]{1,3}")
        && Integer.parseInt(bits) <= (IPV4.matcher(address).matches() ? 32 : 128);
  }

  private static boolean isHost(String text) {
    return HOST.matcher(text).matches() && !text.matches("[0-9.]+");
  }

  private static boolean isAddress(String text) {
    return IPV4.matcher(text).matches() || isIpv6(text);
  }

  /** The pattern keeps zones and other additions out; the rest of the grammar the JDK knows. */
  private static boolean isIpv6(String text) {
    try {
      return IPV6.matcher(text).matches() && InetAddress.ofLiteral(text) instanceof Inet6Address;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
