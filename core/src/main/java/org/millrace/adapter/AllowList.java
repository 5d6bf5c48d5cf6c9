package org.millrace.adapter;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.millrace.landscape.SystemDefinition;

/**
 * Public addresses, and beyond them what a system lists under {@code destinations}:
 *
 * <ul>
 *   <li>a network such as {@code 10.1.0.0/16} or an address: whatever name led there;
 *   <li>a host, with or without a port, such as {@code erp.plant.example:8443}: wherever it is in
 *       the plant's networks, but not if its name leads to a link-local address (among them the
 *       metadata services of clouds), to a multicast or to an unspecified one. Those need their
 *       network listed.
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

  private final List<Network> networks;
  private final Set<String> hosts;

  private AllowList(List<Network> networks, Set<String> hosts) {
    this.networks = List.copyOf(networks);
    this.hosts = Set.copyOf(hosts);
  }

  /** What a system may connect to. */
  public static AllowList of(SystemDefinition system) {
    return of(system.destinations());
  }

  /**
   * @param destinations hosts, {@code host:port}, addresses and networks; what is none of these
   *     allows nothing
   */
  public static AllowList of(List<String> destinations) {
    List<Network> networks =
        destinations.stream().flatMap(entry -> Network.find(entry).stream()).toList();
    Set<String> hosts = new HashSet<>();
    destinations.stream()
        .filter(entry -> Network.find(entry).isEmpty())
        .forEach(entry -> hosts.add(entry.toLowerCase(Locale.ROOT)));
    return new AllowList(networks, hosts);
  }

  @Override
  public boolean allow(String host, InetAddress address) {
    return isAllowed(address, hosts.contains(host.toLowerCase(Locale.ROOT)));
  }

  @Override
  public boolean allow(String host, int port, InetAddress address) {
    String name = host.toLowerCase(Locale.ROOT);
    return isAllowed(address, hosts.contains(name) || hosts.contains(name + ":" + port));
  }

  private boolean isAllowed(InetAddress address, boolean listed) {
    return isPublic(address)
        || networks.stream().anyMatch(network -> network.contains(address))
        || (listed && !isTreacherous(address));
  }

  private static boolean isPublic(InetAddress address) {
    return NOT_PUBLIC.stream().noneMatch(network -> network.contains(address))
        && (!(address instanceof Inet6Address) || GLOBAL_IPV6.contains(address));
  }

  private static boolean isTreacherous(InetAddress address) {
    return address.isLinkLocalAddress()
        || address.isMulticastAddress()
        || address.isAnyLocalAddress()
        || (address instanceof Inet6Address six && six.isIPv4CompatibleAddress());
  }
}
