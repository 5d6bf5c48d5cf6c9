package org.millrace.journal;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.millrace.journal.ReplayPlans.Turn;
import org.millrace.message.Actor;

/** Where a plan may be turned as it stands. Pure. */
final class ReplayRules {

  private static final Set<ReplayState> NOT_BEGUN =
      EnumSet.of(ReplayState.PLANNING, ReplayState.PLANNED, ReplayState.APPROVED);

  private static final Set<ReplayState> BEGUN = EnumSet.of(ReplayState.RUNNING, ReplayState.PAUSED);

  private ReplayRules() {}

  /** The state a turn leads to; nothing if it is not possible. */
  static Optional<ReplayState> after(ReplayState now, Turn turn) {
    return switch (turn) {
      case PAUSE -> only(now == ReplayState.RUNNING, ReplayState.PAUSED);
      case RESUME -> only(now == ReplayState.PAUSED, ReplayState.RUNNING);
      case STOP -> only(BEGUN.contains(now), ReplayState.STOPPED);
      case DISCARD -> only(NOT_BEGUN.contains(now), ReplayState.DISCARDED);
    };
  }

  private static Optional<ReplayState> only(boolean possible, ReplayState next) {
    return possible ? Optional.of(next) : Optional.empty();
  }

  /** What the plan says of it; nothing of a plan that runs. */
  static Optional<String> why(Turn turn, Actor actor, String reason) {
    String by = " by " + actor.name() + ": " + reason;
    return switch (turn) {
      case PAUSE -> Optional.of("paused" + by);
      case RESUME -> Optional.empty();
      case STOP -> Optional.of("stopped" + by);
      case DISCARD -> Optional.of("discarded" + by);
    };
  }
}
