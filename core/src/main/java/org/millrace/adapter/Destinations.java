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
}
