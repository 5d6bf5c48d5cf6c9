package org.millrace.adapter.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.millrace.adapter.Destinations;

/**
 * Resolves a name and leaves only the addresses that may be connected to. The connection is made to
 * the very address that was checked, so a name cannot change its meaning in between.
 */
final class CheckedResolver implements DnsResolver {

  /** A lookup cannot be ended, only abandoned; so many may be left behind at once. */
  private static final int MOST_LOOKUPS = 16;

  private final Destinations destinations;
  private final Duration longest;
  private final Lookup lookup;
  private final Semaphore lookups = new Semaphore(MOST_LOOKUPS);

  /** From a name to its addresses; takes as long as it takes. */
  @FunctionalInterface
  interface Lookup {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  CheckedResolver(Destinations destinations, Duration longest) {
    this(destinations, longest, InetAddress::getAllByName);
  }

  CheckedResolver(Destinations destinations, Duration longest, Lookup lookup) {
    this.destinations = destinations;
    this.longest = longest;
    this.lookup = lookup;
  }

  @Override
  public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
    InetAddress[] all = lookUp(host);
    List<InetSocketAddress> allowed =
        Arrays.stream(all)
            .filter(address -> destinations.allow(host, port, address))
            .map(address -> new InetSocketAddress(address, port))
            .toList();
    if (allowed.isEmpty()) {
      throw new AddressRefusedException(host, all);
    }
    return allowed;
  }

  /** Without a port there is nothing to check; the library asks with one. */
  @Override
  public InetAddress[] resolve(String host) {
    throw new UnsupportedOperationException("addresses are checked together with their port");
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  private InetAddress[] lookUp(String host) throws UnknownHostException {
    if (!lookups.tryAcquire()) {
      throw new UnknownHostException(
          "no answer to " + MOST_LOOKUPS + " lookups of names that are under way");
    }
    FutureTask<InetAddress[]> task =
        new FutureTask<>(
            () -> {
              try {
                return lookup.addresses(host);
              } finally {
                lookups.release();
              }
            });
    // A platform thread: the lookup blocks in native code and would pin a carrier.
    Thread.ofPlatform().daemon().name("lookup-" + host).start(task);
    try {
      return task.get(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw failed(host, "it is not known");
    } catch (TimeoutException e) {
      throw failed(host, "no answer to the lookup within " + longest);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(host, "interrupted");
    }
  }

  private static UnknownHostException failed(String host, String why) {
    return new UnknownHostException(host + ": " + why);
  }

  /** Every address of the name is one that this system may not be sent to. */
  static final class AddressRefusedException extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    AddressRefusedException(String host, InetAddress[] addresses) {
      super(
          host
              + " is at "
              + String.join(
                  ", ", Arrays.stream(addresses).map(InetAddress::getHostAddress).toList())
              + ", which this system may not connect to; if that is intended, list the address, its"
              + " network, or (for the plant's private networks) the host under `destinations` of"
              + " the system");
    }
  }
}
