package org.millrace.journal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.millrace.message.Actor;
import org.millrace.message.MessageId;

/**
 * Keeps documents that came over a channel and could not be taken by a flow, as they came. Every
 * kind of channel uses it. Thread-safe.
 */
public interface Quarantine {

  /** Forgets what was released or discarded so many days ago; returns how many documents. */
  int forget(int days);

  /**
   * Makes a document durable, or counts its repetition.
   *
   * @param limits beyond them nothing new is kept
   */
  Kept keep(Document document, Reason reason, int landscapeVersion, Limits limits);

  /** A document that waits, or nothing if it was decided about or never came. */
  Optional<Entry> waiting(long number);

  /** Those that were not looked at under a version of the landscape yet, the first ones first. */
  List<Entry> unchecked(int landscapeVersion, int most);

  /** The numbers of those that wait for the same reason, the first ones first. */
  List<Long> alike(UUID alike, int most);

  /**
   * Records what a look came to under a version of the landscape.
   *
   * @param reason why it would still not be taken; nothing if it would be
   */
  void checked(long number, Optional<Reason> reason, int landscapeVersion);

  /** Records that it was taken as a message; false if it does not wait any more. */
  boolean released(long number, MessageId message, Actor actor, String why);

  /** Records that it is not to be taken; false if it does not wait any more. */
  boolean discarded(long number, Actor actor, String why);

  /** A document as it came. */
  final class Document {
    private final UUID identity;
    private final String channel;
    private final String sender;
    private final Map<String, String> headers;
    private final byte[] body;
    private final String correlationId;
    private final Optional<String> traceparent;

    /**
     * @param identity hash by which a repetition is known
     * @param headers the allowed ones, by name in lower case
     */
    public Document(
        UUID identity,
        String channel,
        String sender,
        Map<String, String> headers,
        byte[] body,
        String correlationId,
        Optional<String> traceparent) {
      this.identity = identity;
      this.channel = channel;
      this.sender = sender;
      this.headers = Map.copyOf(headers);
      this.body = body;
      this.correlationId = correlationId;
      this.traceparent = traceparent;
    }

    public UUID identity() {
      return identity;
    }

    public String channel() {
      return channel;
    }

    public String sender() {
      return sender;
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
  }

  /**
   * Why a document is not taken.
   *
   * @param alike hash of channel, code and title
   * @param code stable, for programs
   * @param title without what differs from document to document
   * @param detail what is wrong and what to do, for a person
   */
  record Reason(UUID alike, String code, String title, String detail, Optional<String> operation) {}

  /** A document in quarantine. */
  record Entry(long number, Document document) {}

  /** Most documents of a channel that wait, and most bytes of them together. */
  record Limits(int entries, int bytes) {}

  /** What became of keeping. */
  sealed interface Kept {

    /**
     * It is durable.
     *
     * @param again whether the same came before
     */
    record Durable(long number, boolean again) implements Kept {}

    /** The channel's quarantine is full; nothing was written. */
    record Full() implements Kept {}
  }
}
