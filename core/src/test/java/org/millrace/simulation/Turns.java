package org.millrace.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs blocking code deterministically: each task has a virtual thread, but only one thread runs at
 * any moment, and chance decides which task goes on when one lets go. A task lets go only in {@link
 * #pass} and {@link #sleep}; those are the steps between which anything may happen, a crash
 * included.
 */
final class Turns {

  /** Ends a task wherever it stands. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;

    Killed() {
      super("killed", null, false, false);
    }
  }

  /** Something that runs in turns. */
  static final class Task {
    final long order;

    /** Which life of the node it belongs to; 0 for what is outside. */
    final int life;

    private final Thread thread;
    private volatile boolean turn;
    private boolean started;
    private boolean killed;
    private long wakeAt;

    private Task(long order, int life, Runnable body, Turns turns) {
      this.order = order;
      this.life = life;
      this.thread = Thread.ofVirtual().unstarted(() -> turns.run(body));
    }
  }

  private final SimulatedTime time;
  private final RandomGenerator random;
  private final Thread world = Thread.currentThread();
  private final List<Task> runnable = new ArrayList<>();
  private final PriorityQueue<Task> sleeping =
      new PriorityQueue<>(
          Comparator.<Task>comparingLong(t -> t.wakeAt).thenComparingLong(t -> t.order));
  private long spawned;
  private volatile @Nullable Task current;
  private @Nullable Throwable broken;

  Turns(SimulatedTime time, RandomGenerator random) {
    this.time = time;
    this.random = random;
  }

  void spawn(int life, Runnable body) {
    runnable.add(new Task(spawned++, life, body, this));
  }

  /** Lets others go first. Outside of a task it does nothing. */
  void pass() {
    Task task = current;
    if (task != null) {
      runnable.add(task);
      letGo(task);
    }
  }

  /** Lets others go until the time has passed. */
  void sleep(long nanos) {
    Task task = current;
    if (task != null) {
      task.wakeAt = time.nanos() + nanos;
      sleeping.add(task);
      letGo(task);
    }
  }

  boolean hasRunnable() {
    wakeDue();
    return !runnable.isEmpty();
  }

  /** When the next sleeper wakes, in true time. */
  OptionalLong nextWake() {
    Task first = sleeping.peek();
    return first == null ? OptionalLong.empty() : OptionalLong.of(first.wakeAt);
  }

  /** Lets one task go on, until it lets go or ends. */
  void step() {
    wakeDue();
    resume(runnable.remove(random.nextInt(runnable.size())));
  }

  /** Ends tasks where they stand, as a crash does. */
  void kill(Predicate<Task> which) {
    List<Task> victims = new ArrayList<>();
    runnable.removeIf(t -> which.test(t) && victims.add(t));
    sleeping.removeIf(t -> which.test(t) && victims.add(t));
    victims.sort(Comparator.comparingLong(t -> t.order));
    for (Task victim : victims) {
      victim.killed = true;
      if (victim.started) {
        resume(victim);
      }
    }
  }

  /** Tasks that have not ended. */
  List<Task> alive() {
    List<Task> all = new ArrayList<>(runnable);
    all.addAll(sleeping);
    all.sort(Comparator.comparingLong(t -> t.order));
    return all;
  }

  private void wakeDue() {
    while (!sleeping.isEmpty() && sleeping.peek().wakeAt <= time.nanos()) {
      runnable.add(sleeping.remove());
    }
  }

  private void resume(Task task) {
    task.turn = true;
    current = task;
    if (task.started) {
      LockSupport.unpark(task.thread);
    } else {
      task.started = true;
      task.thread.start();
    }
    while (current != null) {
      LockSupport.park(this);
    }
    if (broken != null) {
      throw new AssertionError("a task failed", broken);
    }
  }

  private void run(Runnable body) {
    try {
      body.run();
    } catch (Killed e) {
      // As intended.
    } catch (Throwable e) {
      broken = e;
    } finally {
      current = null;
      LockSupport.unpark(world);
    }
  }

  private void letGo(Task task) {
    if (task.killed) {
      throw new Killed();
    }
    task.turn = false;
    current = null;
    LockSupport.unpark(world);
    while (!task.turn) {
      LockSupport.park(this);
    }
    if (task.killed) {
      throw new Killed();
    }
  }
}
