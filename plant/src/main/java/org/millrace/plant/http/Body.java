package org.millrace.plant.http;

/** The octets of a request or an answer; nobody changes them once they are in here. */
public final class Body {
  private final byte[] octets;

  public Body(byte[] octets) {
    this.octets = octets;
  }

  /** The octets themselves, not a copy: read only. */
  public byte[] octets() {
    return octets;
  }
}
