package org.millrace.bench.probe;

import java.util.ArrayList;
import java.util.List;

/**
 * One thread that commits whatever has gathered: the next commit starts as soon as the last one
 * ended, so batches form by themselves under load and an idle probe waits for nothing.
 */
final class GroupCommit {

  /** Commits a batch. */
  @FunctionalInterface
  interface Commit {
    void commit(List<Entry> batch) throws Exception;
  }

  private static final int LARGEST_BATCH = 500;

  private final Commit commit;
  private final Object lock = new Object();
  private List<Entry> waiting = new ArrayList<>();

  GroupCommit(String name, Commit commit) {
    this.commit = commit;
    Thread.ofPlatform().name(name).start(this::run);
  }

  void add(Entry entry) {
    synchronized (lock) {
      waiting.add(entry);
      if (waiting.size() == 1) {
        lock.notifyAll();
      }
    }
  }

  private void run() {
    try {
      while (true) {
        commit.commit(take());
      }
    } catch (Exception e) {
      // A probe that lost its database measures nothing: end loudly, with all its threads.
      System.err.println("The probe ends: " + Thread.currentThread().getName() + ": " + e);
      Runtime.getRuntime().halt(1);
    }
  }

  private List<Entry> take() throws InterruptedException {
    synchronized (lock) {
      while (waiting.isEmpty()) {
        lock.wait();
      }
      List<Entry> taken = waiting;
      waiting = new ArrayList<>();
      if (taken.size() > LARGEST_BATCH) {
        List<Entry> rest = taken.subList(LARGEST_BATCH, taken.size());
        waiting.addAll(rest);
        rest.clear();
      }
      return taken;
    }
  }
}
