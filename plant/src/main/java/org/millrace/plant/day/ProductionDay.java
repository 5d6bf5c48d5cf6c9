package org.millrace.plant.day;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.millrace.plant.day.DayStatus.State;

/** Performs a day's script at a speed; can be paused, resumed and stopped. Thread-safe. */
public final class ProductionDay {
  private static final long FULL_POLL_MILLIS = 100;

  private final DayStage stage;
  private final InstantSource clock;
  private final double speed;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private State state = State.IDLE;
  private @Nullable DayPlan plan;
  private @Nullable Thread performer;
  private long events;

  /** The plant's time was {@code plantBase} when the real time was {@code realBase}. */
  private Duration plantBase = Duration.ZERO;

  private Instant realBase = Instant.EPOCH;

  /**
   * A day that has not begun.
   *
   * @param speed seconds of the plant per second of real time
   */
  public ProductionDay(DayStage stage, InstantSource clock, double speed) {
    if (!(speed > 0 && speed <= 100_000)) {
      throw new IllegalArgumentException("speed is " + speed + "; give above 0 to 100000.");
    }
    this.stage = stage;
    this.clock = clock;
    this.speed = speed;
  }

  /**
   * Starts the day, or goes on with it behind the event that came last. Nothing happens, and the
   * answer is false, if a day is running or paused.
   *
   * @param done how many events of this plan happened before, in an earlier process
   */
  public boolean start(DayPlan aPlan, long done) {
    lock.lock();
    try {
      if (state == State.RUNNING || state == State.PAUSED) {
        return false;
      }
      DayScript script = new DayScript(aPlan);
      Duration position = script.skip(done);
      events = done;
      plan = aPlan;
      state = State.RUNNING;
      base(position);
      performer = Thread.ofVirtual().name("day").start(() -> perform(script));
      return true;
    } finally {
      lock.unlock();
    }
  }

  public boolean pause() {
    return move(State.RUNNING, State.PAUSED);
  }

  public boolean resume() {
    return move(State.PAUSED, State.RUNNING);
  }

  public boolean stop() {
    return move(State.RUNNING, State.STOPPED) || move(State.PAUSED, State.STOPPED);
  }

  /** Waits until nothing more is sent; for the end of the process. */
  public void stopAndWait() throws InterruptedException {
    stop();
    Thread running = performer;
    if (running != null) {
      running.join();
    }
  }

  public DayStatus status() {
    lock.lock();
    try {
      String time =
          plan == null ? null : plan.date().atStartOfDay().plus(plantTime()).withNano(0).toString();
      return new DayStatus(state, plan, speed, time, events);
    } finally {
      lock.unlock();
    }
  }

  private boolean move(State from, State to) {
    lock.lock();
    try {
      if (state != from) {
        return false;
      }
      base(plantTime());
      state = to;
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void base(Duration position) {
    plantBase = position;
    realBase = clock.instant();
  }

  private Duration plantTime() {
    if (state != State.RUNNING) {
      return plantBase;
    }
    double passed = Duration.between(realBase, clock.instant()).toNanos() * speed;
    return plantBase.plusNanos((long) passed);
  }

  private void perform(DayScript script) {
    try {
      while (script.hasNext()) {
        DayEvent event = script.next();
        if (!due(event.at())) {
          return;
        }
        switch (event) {
          case DayEvent.Send send -> stage.send(send.message(), events + 1);
          case DayEvent.Break fault -> stage.breakDown(fault.fault());
        }
        counted();
      }
      if (move(State.RUNNING, State.DONE)) {
        stage.over();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void counted() {
    lock.lock();
    try {
      events++;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the event's time; false if the day was stopped. */
  private boolean due(Duration at) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        switch (state) {
          case IDLE, STOPPED, DONE -> {
            return false;
          }
          case PAUSED -> changed.await();
          case RUNNING -> {
            long wait = (long) (at.minus(plantTime()).toNanos() / speed);
            if (wait > 0) {
              changed.awaitNanos(wait);
            } else if (stage.full()) {
              changed.await(FULL_POLL_MILLIS, TimeUnit.MILLISECONDS);
            } else {
              return true;
            }
          }
        }
      }
    } finally {
      lock.unlock();
    }
  }
}
