package org.millrace.plant.day;

import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import org.millrace.plant.fault.FaultKind;
import org.millrace.plant.fault.FaultSpec;

/**
 * All events of a day in order of time, made as they are asked for, so that only the orders in work
 * are in memory. An order's events depend on the plan and on its number alone.
 */
public final class DayScript implements Iterator<DayEvent> {
  private static final Duration FIRST_OUTAGE = Duration.ofHours(1);
  private static final Duration BETWEEN_OUTAGES = Duration.ofHours(8);
  private static final Duration OUTAGE = Duration.ofMinutes(2);

  private record Planned(DayEvent event, long order, int step) {}

  private final DayPlan plan;
  private final PriorityQueue<Planned> planned =
      new PriorityQueue<>(
          Comparator.comparing((Planned one) -> one.event().at())
              .thenComparingLong(Planned::order)
              .thenComparingInt(Planned::step));
  private long nextOrder = 1;

  public DayScript(DayPlan plan) {
    this.plan = plan;
    if (!plan.calm()) {
      Duration at = FIRST_OUTAGE;
      for (int step = 0; at.compareTo(DayPlan.LENGTH) < 0; step++) {
        FaultSpec down = FaultSpec.always("wms", FaultKind.DOWN).lasting(OUTAGE);
        planned.add(new Planned(new DayEvent.Break(at, down), 0, step));
        at = at.plus(BETWEEN_OUTAGES);
      }
    }
  }

  @Override
  public boolean hasNext() {
    planOrders();
    return !planned.isEmpty();
  }

  @Override
  public DayEvent next() {
    planOrders();
    Planned first = planned.poll();
    if (first == null) {
      throw new NoSuchElementException("The day is over.");
    }
    return first.event();
  }

  /** Passes over events that happened before; tells the time of the last of them. */
  Duration skip(long count) {
    Duration position = Duration.ZERO;
    for (long skipped = 0; skipped < count && hasNext(); skipped++) {
      position = next().at();
    }
    return position;
  }

  /** Every order that may start before the earliest planned event must be planned too. */
  private void planOrders() {
    for (Duration start = start(nextOrder);
        start.compareTo(DayPlan.LENGTH) < 0 && mayPrecede(start);
        start = start(nextOrder)) {
      int step = 0;
      for (DayEvent event : new OrderChain(plan, nextOrder, start).events()) {
        planned.add(new Planned(event, nextOrder, step++));
      }
      nextOrder++;
    }
  }

  private boolean mayPrecede(Duration start) {
    Planned head = planned.peek();
    return head == null || start.compareTo(head.event().at()) <= 0;
  }

  private Duration start(long order) {
    return Duration.ofHours(1).multipliedBy(order - 1).dividedBy(plan.ordersPerHour());
  }
}
