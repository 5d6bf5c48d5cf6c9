package org.millrace.adapter;

import java.net.InetAddress;

/** Which addresses a system's target may connect to; asked with the address actually resolved. */
@FunctionalInterface
public interface Destinations {

  /**
   * @param host the name or literal that was declared
   * @param address the address that is about to be connected
   */
  boolean allow(String host, InetAddress address);

  /**
   * The same for a port, where declarations tell ports apart.
   *
   * @param port from 1 to 65535
   */
  default boolean allow(String host, int port, InetAddress address) {
    return allow(host, address);
  }
}
