package org.millrace.app.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.millrace.adapter.AllowList;
import org.millrace.landscape.ConfigNode;
import org.millrace.landscape.SystemDefinition;

/**
 * Whether a target takes a TCP connection at an address that it may be connected to. Nothing is
 * sent, so no credential can be.
 */
public final class DestinationProbe implements Probe {

  /** Adapters keep the target's address under this key of {@code connection}. */
  private static final String URL = "url";

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final int MOST_ADDRESSES = 2;
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final SystemDefinition system;

  public DestinationProbe(SystemDefinition system) {
    this.system = system;
  }

  @Override
  public String check() {
    return "system " + system.name();
  }

  @Override
  public List<Finding> look() {
    return List.of(
        address()
            .map(this::connect)
            .orElseGet(
                () ->
                    Finding.warn(
                        check(),
                        "its address is not known here: connection.url is no URL",
                        "look at systems/" + system.name() + ".yaml")));
  }

  private Optional<URI> address() {
    if (!(system.connection().entries().get(URL) instanceof ConfigNode.Scalar url)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new URI(url.text())).filter(uri -> uri.getHost() != null);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private Finding connect(URI uri) {
    String host = uri.getHost().replaceAll("[\\[\\]]", "");
    int port = uri.getPort() > 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? HTTPS : HTTP;
    try {
      InetAddress[] all = InetAddress.getAllByName(host);
      AllowList destinations = AllowList.of(system);
      List<InetAddress> allowed =
          Arrays.stream(all).filter(a -> destinations.allow(host, port, a)).toList();
      return allowed.isEmpty() ? refused(host, all) : connect(host, port, allowed);
    } catch (UnknownHostException e) {
      return Finding.fail(
          check(),
          "the name %s is not known".formatted(host),
          "check the environment's address, and this machine's name servers");
    }
  }

  private Finding refused(String host, InetAddress[] all) {
    return Finding.fail(
        check(),
        "%s is at %s, which `destinations` does not allow"
            .formatted(
                host,
                Arrays.stream(all)
                    .map(InetAddress::getHostAddress)
                    .collect(Collectors.joining(", "))),
        "if that is intended, list it under `destinations` in systems/%s.yaml"
            .formatted(system.name()));
  }

  private Finding connect(String host, int port, List<InetAddress> addresses) {
    String why = "";
    for (InetAddress address : addresses.subList(0, Math.min(MOST_ADDRESSES, addresses.size()))) {
      long began = System.nanoTime();
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(address, port), (int) CONNECT.toMillis());
        return Finding.ok(
            check(),
            "%s:%d takes connections (%d ms)"
                .formatted(host, port, Duration.ofNanos(System.nanoTime() - began).toMillis()));
      } catch (IOException e) {
        why = String.valueOf(e.getMessage());
      }
    }
    return Finding.fail(
        check(),
        "%s:%d takes no connection: %s".formatted(host, port, why),
        "look whether the system runs, and whether a firewall is between; its messages wait");
  }
}
