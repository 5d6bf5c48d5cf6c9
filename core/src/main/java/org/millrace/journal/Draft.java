package org.millrace.journal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.millrace.message.Payload;

/**
 * A message that was identified and validated, ready to be appended.
 *
 * @param businessDedup hash of flow and business key
 * @param clientDedup hash of client, operation and Idempotency-Key, if one was sent beside a
 *     business key
 * @param fingerprint hash of the payload's bytes
 * @param steps the deliveries to make
 */
public record Draft(
    String flow,
    String operation,
    String object,
    String contract,
    int landscapeVersion,
    String sender,
    String businessKey,
    Optional<String> orderKey,
    OptionalLong sequence,
    String correlationId,
    Optional<String> traceparent,
    Optional<Callback> callback,
    Payload payload,
    UUID businessDedup,
    Optional<UUID> clientDedup,
    UUID fingerprint,
    List<Step> steps,
    List<Announced> announced) {

  public Draft {
    steps = List.copyOf(steps);
    announced = List.copyOf(announced);
  }

  /** Whether it takes more than its own rows to append it. */
  boolean concernsOthers() {
    return !announced.isEmpty()
        || steps.stream().anyMatch(s -> s.place().isPresent() || !s.needs().isEmpty());
  }

  /** Whether a sender who wants to hear of it can be told right away. */
  boolean isCompleteAtOnce() {
    return callback.isPresent() && steps.isEmpty();
  }

  /**
   * Where the sender wants to hear of the message.
   *
   * @param endpoint the declared destination that covers the URL
   */
  public record Callback(String endpoint, String url) {}

  /**
   * One delivery to make.
   *
   * @param number position in the flow, from 1
   * @param lane what must be delivered in order is in one lane
   * @param after number of the step that must have had its effect, 0 for none
   * @param place its place in the sequence of its order key, where the flow waits for gaps
   * @param needs what must have had its effect before; only a step that waits for no other has any
   */
  public record Step(
      int number, String system, long lane, int after, Optional<Place> place, List<Need> needs) {

    public Step {
      needs = List.copyOf(needs);
    }

    /** A step that waits for nothing but its turn. */
    public Step(int number, String system, long lane, int after) {
      this(number, system, lane, after, Optional.empty(), List.of());
    }
  }

  /**
   * A place in a sequence.
   *
   * @param first the number that a sequence begins with
   * @param patience how long earlier numbers are waited for
   * @param escalates whether a person is told then, as against going on without them
   */
  public record Place(long number, long first, Duration patience, boolean escalates) {}

  /**
   * A message that must have had its effect.
   *
   * @param system where
   * @param key its business key
   * @param patience after which a person is told
   */
  public record Need(String flow, String system, String key, Duration patience) {}

  /**
   * A business event that the message tells of.
   *
   * @param reason what the message says about it, for a person
   */
  public record Announced(String type, Optional<String> about, Optional<String> reason) {

    /** One about which nothing more is said. */
    public Announced(String type, Optional<String> about) {
      this(type, about, Optional.empty());
    }
  }
}
