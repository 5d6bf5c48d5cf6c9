package org.millrace.failure;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** From failure to decision: a pure function, the same for every target. */
public final class Decisions {

  /** However a policy is declared, a delivery is never tried more often without a person. */
  public static final int MOST_TRIES = 12;

  private Decisions() {}

  /** Decides what follows from a failed attempt. */
  public static Decision decide(Failure failure, Circumstances in) {
    return declared(failure, in).orElseGet(() -> byClass(failure, in));
  }

  /**
   * What is declared for the code. An unknown outcome stays one whatever is declared: sending the
   * same again is safe only where the target dedups, and then it is decided so anyway.
   */
  private static Optional<Decision> declared(Failure failure, Circumstances in) {
    return in.declared()
        .filter(
            response -> response == Response.CASE || !(failure instanceof Failure.UnknownOutcome))
        .map(
            response ->
                switch (response) {
                  case CASE -> person(failure);
                  case REROUTE -> new Decision.Reroute();
                  case COMPENSATE -> new Decision.Compensate();
                  case HOLD ->
                      in.attempt() >= MOST_TRIES
                          ? person(failure)
                          : new Decision.HoldTarget(failure.code());
                  case RETRY ->
                      in.attempt() >= Math.min(in.retry().attempts(), MOST_TRIES)
                          ? person(failure)
                          : new Decision.Retry(in.now().plus(waitFor(failure, in)));
                });
  }

  private static Decision person(Failure failure) {
    return new Decision.OpenCase(failure instanceof Failure.BusinessRule);
  }

  private static Decision byClass(Failure failure, Circumstances in) {
    return switch (failure) {
      case Failure.Transient passing -> retryOrHold(passing, in);
      case Failure.Outage outage -> new Decision.HoldTarget(outage.code());
      case Failure.UnknownOutcome ignored -> resolve(in);
      case Failure.DataQuality ignored -> new Decision.OpenCase(false);
      case Failure.BusinessRule ignored -> new Decision.OpenCase(true);
      case Failure.Duplicate duplicate ->
          duplicate.sameContent() ? new Decision.TakeAsDelivered() : new Decision.OpenCase(false);
    };
  }

  private static Decision retryOrHold(Failure.Transient passing, Circumstances in) {
    if (in.attempt() >= MOST_TRIES) {
      return new Decision.OpenCase(false);
    }
    if (in.attempt() >= in.retry().attempts()) {
      return new Decision.HoldTarget(passing.code());
    }
    return new Decision.Retry(in.now().plus(waitFor(passing, in)));
  }

  private static Duration waitFor(Failure failure, Circumstances in) {
    Duration own = in.retry().waitAfter(in.attempt(), in.jitter());
    Duration asked =
        failure instanceof Failure.Transient passing
            ? passing.notBefore().orElse(Duration.ZERO)
            : Duration.ZERO;
    return asked.compareTo(own) > 0 ? asked : own;
  }

  private static Decision resolve(Circumstances in) {
    return switch (in.capability()) {
      case TOKEN, UNIQUE_NUMBER ->
          in.attempt() >= Math.min(in.retry().attempts(), MOST_TRIES)
              ? new Decision.OpenCase(false)
              : new Decision.Retry(in.now().plus(in.retry().waitAfter(in.attempt(), in.jitter())));
      case PROBE ->
          in.attempt() >= MOST_TRIES
              ? new Decision.OpenCase(false)
              : new Decision.AskTarget(settled(in));
      case BLIND -> new Decision.OpenCase(false);
    };
  }

  private static Instant settled(Circumstances in) {
    return in.lastPossibleSend().plus(in.settle());
  }
}
