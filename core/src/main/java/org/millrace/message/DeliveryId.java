package org.millrace.message;

/**
 * Identity of a delivery: one message to one of its flow's targets.
 *
 * @param message the message
 * @param step position of the target in the flow's {@code deliver} list, counted from 1
 */
public record DeliveryId(MessageId message, int step) implements Comparable<DeliveryId> {

  public DeliveryId {
    if (step < 1) {
      throw new IllegalArgumentException("steps are counted from 1, not " + step);
    }
  }

  /**
   * Reads the form {@code <message id>:<step>}.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static DeliveryId parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("a delivery id is <message id>:<step>, not " + text);
    }
    return new DeliveryId(
        MessageId.parse(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
  }

  @Override
  public int compareTo(DeliveryId other) {
    int byMessage = message.compareTo(other.message);
    return byMessage != 0 ? byMessage : Integer.compare(step, other.step);
  }

  @Override
  public String toString() {
    return message + ":" + step;
  }
}
