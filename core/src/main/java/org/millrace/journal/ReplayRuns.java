package org.millrace.journal;

import java.util.List;
import java.util.Optional;
import org.millrace.message.DeliveryId;

/**
 * Carries out approved plans, part by part, and says what became of them. Each call is one
 * transaction; any node may make it, and after a crash the next call goes on where the last one
 * ended.
 */
public interface ReplayRuns {

  /** Those that run, oldest first. */
  List<ReplayPlan> running();

  /** How many of a plan are under way. */
  int underWay(long number);

  /** The next ones to go, in order. */
  List<Due> due(long number, int most);

  /**
   * Does to deliveries what is planned for them. One that is no longer as planned is left alone.
   *
   * @return what moved; nothing if the plan does not run any more
   */
  Moved move(ReplayPlan plan, List<Step> steps);

  /** What a plan has moved last, or may have: to be handed over again after a failure. */
  List<Work> moved(long number, int most);

  /** Those that do not run, or not any more, and have deliveries whose outcome is still due. */
  List<Long> settling();

  /**
   * Looks what became of those under way, and ends the run if nothing is left or too many failed
   * again.
   *
   * @return whether it goes on
   */
  boolean follow(long number);

  /**
   * One whose turn it is.
   *
   * @param document its number in the target, if it is to be settled by hand
   */
  record Due(int position, DeliveryId id, boolean asks, Optional<String> document) {}

  /** One with what is done to it. */
  record Step(Due due, ReplayAction action) {}

  /**
   * What moved.
   *
   * @param released what may be sent or asked for now
   * @param ended what came to its end, with what that set free
   */
  record Moved(List<Work> released, List<Commands.Ended> ended) {

    public static final Moved NOTHING = new Moved(List.of(), List.of());

    public Moved {
      released = List.copyOf(released);
      ended = List.copyOf(ended);
    }
  }
}
