package org.millrace.journal;

import java.util.List;

/** What a run does to one delivery. */
public sealed interface ReplayAction {

  /**
   * Lets it go again.
   *
   * @param asks whether the target is asked first
   */
  record Send(boolean asks) implements ReplayAction {}

  /** Moves its message on to a version of the landscape, and lets it go again. */
  record MoveOn(int landscape, boolean asks) implements ReplayAction {}

  /** Ends it, and brings its message to the step's other target. */
  record Reroute(Standbys.Planned other) implements ReplayAction {}

  /** Ends it without effect, and takes back what other steps did. */
  record Compensate(List<Standbys.Planned> compensations) implements ReplayAction {
    public Compensate {
      compensations = List.copyOf(compensations);
    }
  }

  /** Records that it was done outside. */
  record Settle(String document) implements ReplayAction {}
}
