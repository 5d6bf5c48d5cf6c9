package org.millrace.adapter;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Predicate;
import org.millrace.landscape.SystemDefinition;

/**
 * Public addresses, and beyond them what a system lists under {@code destinations}:
 *
 * <ul>
 *   <li>a network such as {@code 10.1.0.0/16}, an address, or an address with a port: whatever name
 *       led there;
 *   <li>a host, with or without a port, such as {@code erp.plant.example:8443}: wherever it is in
 *       the plant's private networks, and nowhere else. Whoever answers for the name could
 *       otherwise lead to this machine itself or to the metadata service of a cloud; loopback,
 *       link-local, multicast and all other special addresses need to be listed as such;
 *   <li>{@code localhost}: this machine's loopback addresses, which is what the name means (RFC
 *       6761, section 6.3).
 * </ul>
 *
 * <p>Immutable.
 */
public final class AllowList implements Destinations {

  private static final List<Network> NOT_PUBLIC =
      List.of(
          Network.parse("0.0.0.0/8"),
          Network.parse("10.0.0.0/8"),
          Network.parse("100.64.0.0/10"),
          Network.parse("127.0.0.0/8"),
          Network.parse("169.254.0.0/16"),
          Network.parse("172.16.0.0/12"),
          Network.parse("192.0.0.0/24"),
          Network.parse("192.0.2.0/24"),
          Network.parse("192.88.99.0/24"),
          Network.parse("192.168.0.0/16"),
          Network.parse("198.18.0.0/15"),
          Network.parse("198.51.100.0/24"),
          Network.parse("203.0.113.0/24"),
          Network.parse("224.0.0.0/3"),
          // IPv6 that carries an IPv4 address inside, and documentation.
          Network.parse("2001::/23"),
          Network.parse("2001:db8::/32"),
          Network.parse("2002::/16"),
          Network.parse("3fff::/20"));

  /** All that is assigned as global unicast (RFC 4291, section 2.4); all else is special. */
  private static final Network GLOBAL_IPV6 = Network.parse("2000::/3");

  /** Where a plant's own systems are: private, shared and unique local addresses. */
  private static final List<Network> PLANT =
      List.of(
          Network.parse("10.0.0.0/8"),
          Network.parse("172.16.0.0/12"),
          Network.parse("192.168.0.0/16"),
          Network.parse("100.64.0.0/10"),
          Network.parse("fc00::/7"));

  private static final String THIS_MACHINE = "localhost";

  private final List<Listing> listings;

  private AllowList(List<Listing> listings) {
    this.listings = List.copyOf(listings);
  }

  /** What a system may connect to. */
  public static AllowList of(SystemDefinition system) {
    return of(system.destinations());
  }

  /**
   * @param destinations hosts and addresses, with or without a port, and networks; what is none of
   *     these allows nothing
   */
  public static AllowList of(List<String> destinations) {
    return new AllowList(destinations.stream().map(Listing::of).toList());
  }

  @Override
  public boolean allow(String host, InetAddress address) {
    return isPublic(address) || isListed(Listing::isForAnyPort, host, address);
  }

  @Override
  public boolean allow(String host, int port, InetAddress address) {
    return isPublic(address) || isListed(listing -> listing.isFor(port), host, address);
  }

  private boolean isListed(Predicate<Listing> meant, String host, InetAddress address) {
    return listings.stream()
        .filter(meant)
        .anyMatch(
            listing ->
                listing.contains(address)
                    || (listing.names(host) && mayLeadTo(listing.host(), address)));
  }

  private static boolean mayLeadTo(String name, InetAddress address) {
    return isIn(PLANT, address) || (name.equals(THIS_MACHINE) && address.isLoopbackAddress());
  }

  private static boolean isPublic(InetAddress address) {
    return !isIn(NOT_PUBLIC, address)
        && (!(address instanceof Inet6Address) || GLOBAL_IPV6.contains(address));
  }

  private static boolean isIn(List<Network> networks, InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }
}
