package org.millrace.plant.day;

import java.time.InstantSource;
import org.millrace.plant.fault.FaultBoard;
import org.millrace.plant.fault.FaultSpec;
import org.millrace.plant.outbox.BusinessMessage;
import org.millrace.plant.outbox.Outboxes;

/**
 * The days of one plant, one after the other: an interrupted day goes on behind the last event that
 * reached an outbox, a finished or stopped one is followed by the next date.
 */
public final class DayDesk {
  private final ProductionDay day;
  private final DayLog log;
  private final DayPlan first;
  private final Outboxes outboxes;
  private final boolean everyDay;
  private volatile long base;
  private boolean ended;

  /**
   * @param everyDay whether a finished day is followed by the next date by itself
   */
  public DayDesk(
      DayLog log,
      DayPlan first,
      boolean everyDay,
      double speed,
      InstantSource clock,
      Outboxes outboxes,
      FaultBoard faults) {
    this.log = log;
    this.first = first;
    this.everyDay = everyDay;
    this.outboxes = outboxes;
    this.day = new ProductionDay(new Stage(faults), clock, speed);
  }

  /** Starts a day or resumes a paused one; false if one is running or the plant is closing. */
  public synchronized boolean start() {
    if (ended) {
      return false;
    }
    return switch (day.status().state()) {
      case RUNNING -> false;
      case PAUSED -> day.resume();
      case IDLE -> begin(log.read().filter(this::interrupted).orElseGet(this::next));
      case STOPPED, DONE -> begin(next());
    };
  }

  public boolean pause() {
    return day.pause();
  }

  public boolean stop() {
    return day.stop();
  }

  /** Ends it for good. */
  public void stopAndWait() throws InterruptedException {
    end();
    day.stopAndWait();
  }

  private synchronized void end() {
    ended = true;
  }

  public DayStatus status() {
    return day.status();
  }

  private boolean begin(DayLog.Entry entry) {
    base = entry.base();
    log.write(entry);
    return day.start(entry.plan(), happened(entry));
  }

  private long happened(DayLog.Entry entry) {
    return Math.max(0, outboxes.lastOrigin() - entry.base());
  }

  private boolean interrupted(DayLog.Entry entry) {
    DayScript script = new DayScript(entry.plan());
    script.skip(happened(entry));
    return script.hasNext();
  }

  private DayLog.Entry next() {
    DayPlan plan = log.read().map(before -> first.after(before.plan().date())).orElse(first);
    return new DayLog.Entry(plan, outboxes.lastOrigin());
  }

  private final class Stage implements DayStage {
    private final FaultBoard faults;

    Stage(FaultBoard faults) {
      this.faults = faults;
    }

    @Override
    public void send(BusinessMessage message, long event) {
      outboxes.put(message, base + event);
    }

    @Override
    public void breakDown(FaultSpec fault) {
      faults.add(fault);
    }

    @Override
    public boolean full() {
      return outboxes.full();
    }

    @Override
    public void over() {
      if (everyDay) {
        start();
      }
    }
  }
}
