package org.millrace.adapter.tryton;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;
import org.millrace.adapter.Destinations;

/** Resolves names to those of their addresses that may be connected to. */
final class AllowedAddresses implements DnsResolver {

  /** Every address of a name is forbidden. */
  static final class Denied extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    Denied(String host) {
      super("No address of `" + host + "` may be connected to; see the system's `destinations`");
    }
  }

  private final Destinations destinations;

  AllowedAddresses(Destinations destinations) {
    this.destinations = destinations;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] allowed =
        Arrays.stream(InetAddress.getAllByName(host))
            .filter(address -> destinations.allow(host, address))
            .toArray(InetAddress[]::new);
    if (allowed.length == 0) {
      throw new Denied(host);
    }
    return allowed;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
