package org.millrace.adapter.testkit;

/**
 * A request that arrived completely.
 *
 * @param connection number of the connection it came on, counted from 1
 * @param head everything before the body; empty for protocols without a head
 * @param body the body, decoded as the framing sees fit
 */
public record Received(int connection, String head, String body) {

  /** Whether a text, such as a business key, appears anywhere in it. */
  public boolean contains(String text) {
    return head.contains(text) || body.contains(text);
  }
}
