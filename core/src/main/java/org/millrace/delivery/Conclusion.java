package org.millrace.delivery;

import java.time.Instant;
import java.util.Optional;
import org.millrace.failure.AwaitedEvent;
import org.millrace.failure.Decision;
import org.millrace.failure.Failure;
import org.millrace.journal.Settlement.NeedsPerson;
import org.millrace.message.BusinessStatus;
import org.millrace.message.DeliveryState;

/**
 * What an attempt means for its delivery and its target.
 *
 * @param evidence short name of what was proven
 * @param cause why the delivery waits, if it does
 * @param countsAsTry whether it counts against the retry policy
 */
record Conclusion(
    String evidence,
    Optional<Failure> failure,
    Optional<String> decision,
    DeliveryState next,
    BusinessStatus business,
    Optional<Instant> dueAt,
    Optional<String> cause,
    Optional<String> reference,
    boolean countsAsTry,
    Optional<NeedsPerson> needsPerson,
    Verdict verdict) {

  /** The target has it, and the effect is evident or still to be confirmed. */
  static Conclusion done(String evidence, Optional<String> reference, boolean confirmed) {
    return new Conclusion(
        evidence,
        Optional.empty(),
        Optional.empty(),
        confirmed ? DeliveryState.CONFIRMED : DeliveryState.DELIVERED,
        confirmed ? BusinessStatus.CONFIRMED : BusinessStatus.PENDING,
        Optional.empty(),
        confirmed ? Optional.empty() : Optional.of("awaits-confirmation"),
        reference,
        true,
        Optional.empty(),
        new Verdict.Works());
  }

  /** The target says with authority that it never got it: the same may be sent again. */
  static Conclusion absent() {
    return new Conclusion(
        "absent",
        Optional.empty(),
        Optional.empty(),
        DeliveryState.READY,
        BusinessStatus.PENDING,
        Optional.empty(),
        Optional.of("not-found-at-target"),
        Optional.empty(),
        false,
        Optional.empty(),
        new Verdict.Works());
  }

  /** What follows from a decision about a failure. */
  static Conclusion failed(
      String evidence, Failure failure, Decision decision, String fingerprint) {
    Conclusion waiting =
        new Conclusion(
            evidence,
            Optional.of(failure),
            Optional.of(named(decision)),
            DeliveryState.READY,
            BusinessStatus.PENDING,
            Optional.empty(),
            Optional.of(failure.code()),
            Optional.empty(),
            !(failure instanceof Failure.Outage),
            Optional.empty(),
            new Verdict.Failed(failure.code(), failure.detail()));
    return switch (decision) {
      case Decision.Retry retry -> waiting.until(DeliveryState.RETRY_AT, retry.at());
      case Decision.AskTarget ask ->
          waiting.until(DeliveryState.IN_DOUBT, ask.notBefore()).with(BusinessStatus.UNKNOWN);
      case Decision.HoldTarget ignored ->
          waiting.telling(new Verdict.Out(failure.code(), failure.detail()));
      case Decision.OpenCase open -> waiting.forPerson(failure, fingerprint, open);
      case Decision.Reroute ignored ->
          waiting.ending(DeliveryState.REROUTED, BusinessStatus.PENDING);
      case Decision.Compensate ignored ->
          waiting.ending(DeliveryState.REJECTED, BusinessStatus.REJECTED);
      case Decision.TakeAsDelivered ignored ->
          waiting.confirmedBy(failure).telling(new Verdict.Works());
    };
  }

  /** The same, where having arrived is no proof: the business is still to say so. */
  Conclusion yetToBeConfirmed() {
    return next != DeliveryState.CONFIRMED
        ? this
        : new Conclusion(
            evidence,
            failure,
            decision,
            DeliveryState.DELIVERED,
            BusinessStatus.PENDING,
            Optional.empty(),
            Optional.of("awaits-confirmation"),
            reference,
            countsAsTry,
            needsPerson,
            verdict);
  }

  private Conclusion until(DeliveryState state, Instant at) {
    return new Conclusion(
        evidence,
        failure,
        decision,
        state,
        business,
        Optional.of(at),
        cause,
        reference,
        countsAsTry,
        needsPerson,
        verdict);
  }

  private Conclusion ending(DeliveryState state, BusinessStatus status) {
    return new Conclusion(
        evidence,
        failure,
        decision,
        state,
        status,
        Optional.empty(),
        cause,
        reference,
        countsAsTry,
        needsPerson,
        new Verdict.Works());
  }

  private Conclusion with(BusinessStatus status) {
    return new Conclusion(
        evidence,
        failure,
        decision,
        next,
        status,
        dueAt,
        cause,
        reference,
        countsAsTry,
        needsPerson,
        verdict);
  }

  /** The same, telling something else about the target. */
  Conclusion telling(Verdict other) {
    return new Conclusion(
        evidence,
        failure,
        decision,
        next,
        business,
        dueAt,
        cause,
        reference,
        countsAsTry,
        needsPerson,
        other);
  }

  private Conclusion confirmedBy(Failure duplicate) {
    return new Conclusion(
        "duplicate",
        Optional.of(duplicate),
        decision,
        DeliveryState.CONFIRMED,
        BusinessStatus.CONFIRMED,
        Optional.empty(),
        Optional.empty(),
        reference,
        countsAsTry,
        Optional.empty(),
        verdict);
  }

  private Conclusion forPerson(Failure reason, String fingerprint, Decision.OpenCase open) {
    Optional<AwaitedEvent> releaseOn =
        switch (reason) {
          case Failure.DataQuality data -> data.releaseOn();
          case Failure.BusinessRule rule -> rule.releaseOn();
          case Failure.Transient ignored -> Optional.empty();
          case Failure.Outage ignored -> Optional.empty();
          case Failure.UnknownOutcome ignored -> Optional.empty();
          case Failure.Duplicate ignored -> Optional.empty();
        };
    boolean unknown = reason instanceof Failure.UnknownOutcome;
    boolean targetAnswered = !unknown && !(reason instanceof Failure.Transient);
    return new Conclusion(
        evidence,
        failure,
        decision,
        DeliveryState.NEEDS_PERSON,
        unknown ? BusinessStatus.UNKNOWN : BusinessStatus.PENDING,
        Optional.empty(),
        cause,
        reference,
        countsAsTry,
        Optional.of(new NeedsPerson(fingerprint, reason, open.needsApproval(), releaseOn)),
        targetAnswered ? new Verdict.Works() : verdict);
  }

  private static String named(Decision decision) {
    return switch (decision) {
      case Decision.Retry ignored -> "retry";
      case Decision.AskTarget ignored -> "ask-target";
      case Decision.HoldTarget ignored -> "hold-target";
      case Decision.OpenCase ignored -> "open-case";
      case Decision.Reroute ignored -> "reroute";
      case Decision.Compensate ignored -> "compensate";
      case Decision.TakeAsDelivered ignored -> "take-as-delivered";
    };
  }
}
