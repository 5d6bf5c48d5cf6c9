package org.millrace.replay;

import org.millrace.journal.ReplayPlan;
import org.millrace.journal.ReplayPlans;
import org.millrace.message.Actor;

/** What people do about replay plans. Thread-safe; every decision is recorded with its reason. */
public interface ReplayDesk {

  /** Takes an order for a plan; its dry run begins. */
  ReplayPlan order(ReplayPlan.Order order, Actor actor);

  /**
   * Approves what a plan says.
   *
   * @param hash of the plan as it was seen
   */
  ReplayPlans.Outcome approve(long number, String hash, Actor actor, String reason);

  /** Lets an approved plan run. */
  ReplayPlans.Outcome start(long number, Actor actor, String reason);

  /** Pauses, goes on with, stops or discards a plan. */
  ReplayPlans.Outcome turn(long number, ReplayPlans.Turn turn, Actor actor, String reason);
}
