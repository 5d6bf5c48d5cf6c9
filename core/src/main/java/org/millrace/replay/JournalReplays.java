package org.millrace.replay;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.millrace.journal.DeliveryQueue;
import org.millrace.journal.Holds;
import org.millrace.journal.ReplayPlan;
import org.millrace.journal.ReplayPlans;
import org.millrace.journal.ReplayRuns;
import org.millrace.journal.Standbys;
import org.millrace.journal.Work;
import org.millrace.landscape.LandscapeCatalog;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;
import org.millrace.message.MessageId;

/** Replay plans over the journal, planned and carried out by threads of their own. */
public final class JournalReplays implements ReplayDesk, AutoCloseable {

  private final ReplayPlans plans;
  private final LandscapeCatalog catalog;
  private final Rounds planning;
  private final Rounds running;

  /** The dispatcher's side of a run. */
  public interface Dispatch {

    /** They may be sent, but leave live traffic its room. */
    void replayed(List<Work> works);

    void ended(Work work);
  }

  /**
   * What it works with.
   *
   * @param standbys what can be planned when a delivery does not go as it should
   * @param forget told which message is to be read anew before it is sent
   * @param nanoTime a monotonic clock, in nanoseconds
   */
  public record Parts(
      ReplayPlans plans,
      ReplayRuns runs,
      DeliveryQueue queue,
      Holds holds,
      LandscapeCatalog catalog,
      Function<DeliveryId, Standbys> standbys,
      Consumer<MessageId> forget,
      Dispatch dispatch,
      LongSupplier nanoTime) {}

  public JournalReplays(Parts parts) {
    plans = parts.plans();
    catalog = parts.catalog();
    ReplayPlanner planner =
        new ReplayPlanner(parts.plans(), parts.queue(), parts.holds(), parts.catalog());
    ReplayRunner runner =
        new ReplayRunner(
            parts.runs(), parts.standbys(), parts.forget(), parts.dispatch(), parts.nanoTime());
    planning = new Rounds("replay-plans", planner::round);
    running = new Rounds("replay-runs", runner::round);
  }

  /** Goes on with what an earlier run left, and with what comes. */
  public void start() {
    planning.start();
    running.start();
  }

  @Override
  public ReplayPlan order(ReplayPlan.Order order, Actor actor) {
    ReplayPlan plan = plans.file(order, actor);
    planning.wake();
    return plan;
  }

  @Override
  public ReplayPlans.Outcome approve(long number, String hash, Actor actor, String reason) {
    return plans.approve(number, hash, catalog.current().version(), actor, reason);
  }

  @Override
  public ReplayPlans.Outcome start(long number, Actor actor, String reason) {
    return woken(plans.start(number, catalog.current().version(), actor, reason));
  }

  @Override
  public ReplayPlans.Outcome turn(long number, ReplayPlans.Turn turn, Actor actor, String reason) {
    return woken(plans.turn(number, turn, actor, reason));
  }

  private ReplayPlans.Outcome woken(ReplayPlans.Outcome outcome) {
    running.wake();
    return outcome;
  }

  @Override
  public void close() {
    planning.close();
    running.close();
  }
}
