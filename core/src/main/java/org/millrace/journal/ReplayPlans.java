package org.millrace.journal;

import java.util.List;
import java.util.Optional;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;

/**
 * Keeps replay plans and what people decide about them. Of two decisions at once one has its
 * effect. Thread-safe.
 */
public interface ReplayPlans {

  /** Makes an order durable; it is to be planned. */
  ReplayPlan file(ReplayPlan.Order order, Actor actor);

  Optional<ReplayPlan> find(long number);

  /** The oldest one that is to be planned. */
  Optional<ReplayPlan> toPlan();

  /** Deliveries in the scope of a plan after an id, in order. */
  List<ReplayEntry.Candidate> candidates(ReplayPlan plan, Optional<DeliveryId> after, int limit);

  /** Forgets what was written of a dry run that did not come to its end. */
  void begin(ReplayPlan plan);

  /**
   * Adds entries to a plan that is being planned.
   *
   * @param from position of the first one
   */
  void add(ReplayPlan plan, int from, List<ReplayEntry> entries);

  /** Ends planning: finds what is blocked by what, and binds the plan to its facts. */
  void planned(ReplayPlan plan, Outlook outlook);

  /** Ends planning without a plan. */
  void refuse(ReplayPlan plan, String why);

  /** Approves exactly what a hash stands for. */
  Outcome approve(long number, String hash, int landscape, Actor actor, String reason);

  /** Begins the run of an approved plan. */
  Outcome start(long number, int landscape, Actor actor, String reason);

  /** Pauses, goes on with, stops or discards it. */
  Outcome turn(long number, Turn turn, Actor actor, String reason);

  /**
   * What the dry run found beside its entries.
   *
   * @param landscape the version in force
   * @param skipping flows whose later messages go on past one that failed
   */
  record Outlook(int landscape, boolean fourEyes, List<String> warnings, List<String> skipping) {
    public Outlook {
      warnings = List.copyOf(warnings);
      skipping = List.copyOf(skipping);
    }
  }

  /** Where a person turns a plan. */
  enum Turn {
    PAUSE,
    RESUME,
    STOP,
    DISCARD
  }

  /** What became of a decision. */
  sealed interface Outcome {

    record Done(ReplayPlan plan) implements Outcome {}

    /** There is no such plan. */
    record NotFound() implements Outcome {}

    /** Not by this person; nothing changed. */
    record NotAllowed(String why) implements Outcome {}

    /** It does not stand as it should, or has become stale by what was found. */
    record Refused(String why) implements Outcome {}
  }
}
