package org.millrace.monitoring;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.millrace.message.DeliveryState;
import org.millrace.message.MessageId;

/**
 * What a list of messages is asked for. All conditions must hold.
 *
 * @param q business key, order key or correlation id; keys may be given by their beginning
 * @param system sender or target
 * @param states states as shown, of any delivery (of the named target, if one is named)
 * @param caseNumber only messages with a delivery that waits in this case now
 * @param before only messages accepted before this one: the end of the page before
 * @param limit from 1 to {@value #MOST}
 */
public record MessageQuery(
    Optional<String> q,
    Optional<String> flow,
    Optional<String> object,
    Optional<String> system,
    Set<DeliveryState> states,
    Optional<Long> caseNumber,
    Optional<Instant> since,
    Optional<Instant> until,
    Optional<MessageId> before,
    int limit) {

  public static final int MOST = 200;

  public MessageQuery {
    states = Set.copyOf(states);
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("limit must be from 1 to " + MOST + ", not " + limit);
    }
  }

  /** Everything, newest first. */
  public static MessageQuery newest(int limit) {
    return new MessageQuery(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        limit);
  }

  /** The same, from further down. */
  MessageQuery after(MessageId last) {
    return new MessageQuery(
        q, flow, object, system, states, caseNumber, since, until, Optional.of(last), limit);
  }
}
