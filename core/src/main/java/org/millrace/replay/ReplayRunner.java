package org.millrace.replay;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.millrace.journal.Commands;
import org.millrace.journal.ReplayAction;
import org.millrace.journal.ReplayPlan;
import org.millrace.journal.ReplayRuns;
import org.millrace.journal.ReplayRuns.Due;
import org.millrace.journal.ReplayRuns.Moved;
import org.millrace.journal.ReplayRuns.Step;
import org.millrace.journal.Standbys;
import org.millrace.journal.Work;
import org.millrace.message.DeliveryId;
import org.millrace.message.MessageId;

/**
 * Carries approved plans through, in parts, at their pace. What it knows of a pace is in memory: a
 * run that goes on after a restart or a pause begins slowly again.
 */
final class ReplayRunner {

  /** Deliveries of one transaction. */
  static final int PART = 100;

  private final ReplayRuns runs;
  private final Function<DeliveryId, Standbys> standbys;
  private final Consumer<MessageId> forget;
  private final JournalReplays.Dispatch dispatch;
  private final LongSupplier nanoTime;
  private final Map<Long, Pace> paces = new HashMap<>();
  private boolean uncertain;

  /**
   * @param standbys what can be planned when a delivery does not go as it should
   * @param forget told which message is to be read anew before it is sent
   * @param nanoTime a monotonic clock, in nanoseconds
   */
  ReplayRunner(
      ReplayRuns runs,
      Function<DeliveryId, Standbys> standbys,
      Consumer<MessageId> forget,
      JournalReplays.Dispatch dispatch,
      LongSupplier nanoTime) {
    this.runs = runs;
    this.standbys = standbys;
    this.forget = forget;
    this.dispatch = dispatch;
    this.nanoTime = nanoTime;
  }

  /** How a run has gone since it began or went on. */
  private static final class Pace {
    private final long began;
    private long gone;

    Pace(long began) {
      this.began = began;
    }
  }

  /** Lets go what is allowed by now, and looks what became of the rest. */
  boolean round() {
    try {
      List<ReplayPlan> running = runs.running();
      boolean again = uncertain;
      uncertain = false;
      Set<Long> numbers = new HashSet<>();
      for (ReplayPlan plan : running) {
        numbers.add(plan.number());
        if (again) {
          handOverAgain(runs.moved(plan.number(), plan.order().pace().underWay()));
        }
        letGo(plan);
        runs.follow(plan.number());
      }
      paces.keySet().retainAll(numbers);
      List<Long> settling = runs.settling();
      settling.forEach(runs::follow);
      return !running.isEmpty();
    } catch (RuntimeException e) {
      // A part may have been committed without an answer: what it let go is handed over again.
      uncertain = true;
      throw e;
    }
  }

  private void letGo(ReplayPlan plan) {
    Pace pace = paces.computeIfAbsent(plan.number(), number -> new Pace(nanoTime.getAsLong()));
    Duration since = Duration.ofNanos(nanoTime.getAsLong() - pace.began);
    long allowed = Ramp.allowed(plan.order().pace().rate(), since) - pace.gone;
    int room = plan.order().pace().underWay() - runs.underWay(plan.number());
    for (long left = Math.min(allowed, room); left > 0; left -= PART) {
      List<Due> due = runs.due(plan.number(), (int) Math.min(left, PART));
      if (due.isEmpty()) {
        return;
      }
      pace.gone += due.size();
      due.forEach(each -> forget.accept(each.id().message()));
      handOver(runs.move(plan, due.stream().map(each -> step(plan, each)).toList()));
    }
  }

  private Step step(ReplayPlan plan, Due due) {
    return new Step(
        due,
        switch (plan.order().mode()) {
          case RESEND, RESUME -> new ReplayAction.Send(due.asks());
          case REMAP -> new ReplayAction.MoveOn(plan.landscape().orElseThrow(), due.asks());
          case REROUTE ->
              new ReplayAction.Reroute(standbys.apply(due.id()).alternative().orElseThrow());
          case COMPENSATE -> new ReplayAction.Compensate(standbys.apply(due.id()).compensations());
          case SETTLE -> new ReplayAction.Settle(due.document().orElseThrow());
        });
  }

  private void handOverAgain(List<Work> works) {
    for (Work work : works) {
      if (work.state().isTerminal()) {
        dispatch.ended(work);
      } else {
        dispatch.replayed(List.of(work));
      }
    }
  }

  private void handOver(Moved moved) {
    if (!moved.released().isEmpty()) {
      dispatch.replayed(moved.released());
    }
    for (Commands.Ended ended : moved.ended()) {
      dispatch.ended(ended.work());
      if (!ended.freed().isEmpty()) {
        dispatch.replayed(ended.freed());
      }
    }
  }
}
