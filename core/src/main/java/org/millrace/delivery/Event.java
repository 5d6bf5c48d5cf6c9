package org.millrace.delivery;

import java.util.List;
import java.util.Optional;
import org.millrace.journal.Holds;
import org.millrace.journal.Work;
import org.millrace.landscape.BreakerPolicy;
import org.millrace.landscape.ServiceCalendar;

/** What the dispatcher is told. Events of one source arrive in the order they happened. */
sealed interface Event {

  /** New deliveries are durable; their ids are greater than all before. */
  record Appended(List<Work> works) implements Event {}

  /** Deliveries became ready again or for the first time out of turn: released, set free. */
  record Returned(List<Work> works) implements Event {}

  /** As {@link Returned}, but they leave live traffic its room. */
  record Replayed(List<Work> works) implements Event {}

  /** A person ended a delivery. */
  record Ended(Work work) implements Event {}

  /**
   * A page of a system's open deliveries was read.
   *
   * @param limit how many were asked for; fewer means that it was the last page
   */
  record Loaded(String system, List<Work> works, int limit) implements Event {
    boolean complete() {
      return works.size() < limit;
    }
  }

  /** A page of one lane was read. */
  record LaneLoaded(String system, long lane, List<Work> works, int limit) implements Event {
    boolean complete() {
      return works.size() < limit;
    }
  }

  /**
   * An attempt's result is durable.
   *
   * @param work the delivery in its new state
   * @param verdict what the attempt tells about the target
   */
  record Settled(Work work, Verdict verdict) implements Event {}

  /** A delivery whose node had ended while sending is in doubt now, or in another state. */
  record Doubted(Work work) implements Event {}

  /** The answer to the question whether a target can work. */
  record Reached(String system, boolean reachable, String detail) implements Event {}

  /** A person holds a target. */
  record HoldOrdered(Holds.Hold hold) implements Event {}

  /** A person releases a target. */
  record ReleaseOrdered(String system) implements Event {}

  /** A target's limits, at the start and whenever a landscape is applied. */
  record TargetDeclared(
      String system,
      int concurrency,
      double ratePerSecond,
      BreakerPolicy breaker,
      Optional<ServiceCalendar> window)
      implements Event {

    /** A target that takes messages at any time. */
    TargetDeclared(String system, int concurrency, double ratePerSecond, BreakerPolicy breaker) {
      this(system, concurrency, ratePerSecond, breaker, Optional.empty());
    }
  }

  /** Time has passed. */
  record Tick() implements Event {}

  /** Nothing more is to be begun. */
  record Drain() implements Event {}
}
