package org.millrace.journal;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.millrace.failure.AwaitedEvent;
import org.millrace.failure.Failure;
import org.millrace.message.BusinessStatus;
import org.millrace.message.DeliveryState;

/**
 * The result of one attempt: its record and the delivery's next state, committed together.
 *
 * @param work the delivery as it was when the attempt began
 * @param asked whether the target was asked, as against sent to
 * @param decision what follows, in short words; present exactly when there is a failure
 * @param next the delivery's next state
 * @param dueAt when it goes on, for {@code RETRY_AT} and {@code IN_DOUBT}
 * @param cause why it waits, if it does
 * @param countsAsTry whether it counts against the retry policy; a trial at a closed gate does not
 * @param freesOthers whether later steps of the same message wait for this one
 * @param needsPerson the case to join, for {@code NEEDS_PERSON}
 * @param contentVersion which version of the content it was about
 * @param standbys what can be planned if it is {@code REROUTED} or {@code REJECTED}
 * @param answer what the business is to say about it, if it is {@code DELIVERED}
 * @param result what the target answered, as JSON, for whatever takes the effect back
 */
public record Settlement(
    Work work,
    boolean asked,
    Instant startedAt,
    long tookMicros,
    OptionalInt status,
    String evidence,
    Optional<Failure> failure,
    Optional<String> decision,
    String request,
    String response,
    DeliveryState next,
    BusinessStatus business,
    Optional<Instant> dueAt,
    Optional<String> cause,
    Optional<String> reference,
    boolean countsAsTry,
    boolean freesOthers,
    Optional<NeedsPerson> needsPerson,
    int contentVersion,
    Standbys standbys,
    Optional<AwaitedAnswer> answer,
    Optional<String> result) {

  /**
   * What a person has to decide.
   *
   * @param fingerprint alike failures share one case
   */
  public record NeedsPerson(
      String fingerprint,
      Failure failure,
      boolean needsApproval,
      Optional<AwaitedEvent> releaseOn) {}

  /** About the content as it came. */
  public Settlement(
      Work work,
      boolean asked,
      Instant startedAt,
      long tookMicros,
      OptionalInt status,
      String evidence,
      Optional<Failure> failure,
      Optional<String> decision,
      String request,
      String response,
      DeliveryState next,
      BusinessStatus business,
      Optional<Instant> dueAt,
      Optional<String> cause,
      Optional<String> reference,
      boolean countsAsTry,
      boolean freesOthers,
      Optional<NeedsPerson> needsPerson) {
    this(
        work,
        asked,
        startedAt,
        tookMicros,
        status,
        evidence,
        failure,
        decision,
        request,
        response,
        next,
        business,
        dueAt,
        cause,
        reference,
        countsAsTry,
        freesOthers,
        needsPerson,
        1,
        Standbys.NONE,
        Optional.empty(),
        Optional.empty());
  }

  /** The same, as the record of a question instead of a send. */
  public Settlement asQuestion() {
    return as(true, contentVersion, standbys, answer, result);
  }

  /** The same, about a version of the content. */
  public Settlement about(int version) {
    return as(asked, version, standbys, answer, result);
  }

  /** The same, with what can be planned if it does not go as it should. */
  public Settlement standingBy(Standbys others) {
    return as(asked, contentVersion, others, answer, result);
  }

  /** The same, with what the business is to say about it afterwards. */
  public Settlement awaiting(Optional<AwaitedAnswer> later) {
    return as(asked, contentVersion, standbys, later, result);
  }

  /** The same, with what the target answered. */
  public Settlement keeping(Optional<String> answered) {
    return as(asked, contentVersion, standbys, answer, answered);
  }

  private Settlement as(
      boolean question,
      int version,
      Standbys others,
      Optional<AwaitedAnswer> later,
      Optional<String> answered) {
    return new Settlement(
        work,
        question,
        startedAt,
        tookMicros,
        status,
        evidence,
        failure,
        decision,
        request,
        response,
        next,
        business,
        dueAt,
        cause,
        reference,
        countsAsTry,
        freesOthers,
        needsPerson,
        version,
        others,
        later,
        answered);
  }

  /** Whether the business is to say something about it from now on. */
  public boolean awaitsAnswer() {
    return next == DeliveryState.DELIVERED && answer.isPresent();
  }

  /** Whether other steps may have to be planned. */
  boolean callsStandbys() {
    return next == DeliveryState.REROUTED
        || (next == DeliveryState.REJECTED && !standbys.compensations().isEmpty());
  }

  /** Whether a later number of its key may have its turn afterwards. */
  boolean freesItsKey() {
    return work.sequence().isPresent() && !next.holdsItsKey();
  }

  /** Whether there may be something to tell to the message's sender afterwards. */
  boolean concernsSender() {
    return work.callback()
        && (next.isTerminal()
            || next == DeliveryState.DELIVERED
            || next == DeliveryState.NEEDS_PERSON);
  }

  /** The work as it is after this settlement. */
  public Work after() {
    return work.after(next, countsAsTry, dueAt);
  }
}
