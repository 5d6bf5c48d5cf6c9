package org.millrace.intake;

import java.util.Map;
import java.util.Optional;
import org.millrace.message.MessageId;

/** A document that came over a channel, from a sender whose identity was proved. */
public final class Arrival {

  private final String channel;
  private final Map<String, String> headers;
  private final byte[] body;
  private final String correlationId;
  private final Optional<String> traceparent;

  /**
   * @param headers those the channel allows, by name in lower case
   * @param body taken over, not to be changed afterwards
   */
  public Arrival(
      String channel,
      Map<String, String> headers,
      byte[] body,
      String correlationId,
      Optional<String> traceparent) {
    this.channel = channel;
    this.headers = Map.copyOf(headers);
    this.body = body;
    this.correlationId = correlationId;
    this.traceparent = traceparent;
  }

  public String channel() {
    return channel;
  }

  public Map<String, String> headers() {
    return headers;
  }

  public byte[] body() {
    return body;
  }

  public String correlationId() {
    return correlationId;
  }

  public Optional<String> traceparent() {
    return traceparent;
  }

  /** What became of it. The answer exists only after a durable commit. */
  public sealed interface Answer {

    /**
     * Its flow took it.
     *
     * @param again whether the same was taken before
     */
    record Taken(MessageId message, boolean again) implements Answer {}

    /** It is kept for a person. */
    record Kept(long number, boolean again) implements Answer {}

    /** Nothing was kept; the sender has to come again. */
    record NotNow(String detail) implements Answer {}
  }
}
