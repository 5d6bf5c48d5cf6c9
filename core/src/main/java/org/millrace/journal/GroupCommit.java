package org.millrace.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets concurrent writers share commits. One thread owns one connection; a commit starts as soon as
 * the previous one has ended, with all that came meanwhile, so batches form by themselves under
 * load and an idle journal commits at once.
 *
 * @param <T> what is written
 * @param <R> what is known after the commit
 */
final class GroupCommit<T, R> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

  /** Between two looks whether the database is back. */
  private static final Duration COME_BACK = Duration.ofMillis(200);

  private static final Duration VALIDATION = Duration.ofSeconds(2);

  /** How long a close waits for the last commits; the database may hang. */
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  /** Writes a batch and commits it; must leave nothing behind when it throws. */
  @FunctionalInterface
  interface Write<T, R> {
    List<R> commit(Connection connection, List<T> batch) throws SQLException;
  }

  /**
   * Finds out, over a new connection, which rows of a batch were committed after all when the old
   * connection broke, and tells whoever must know.
   */
  @FunctionalInterface
  interface Reconcile<T> {
    void after(Connection connection, List<T> batch) throws SQLException;
  }

  /**
   * @param most rows in one commit
   * @param waiting rows that may wait for their commit; beyond it {@link #add} refuses
   */
  record Limits(int most, int waiting) {}

  private record Entry<T, R>(T row, CompletableFuture<R> result) {}

  private final String name;
  private final DataSource source;
  private final Write<T, R> write;
  private final Reconcile<T> reconcile;
  private final Limits limits;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private List<Entry<T, R>> queue = new ArrayList<>();
  private boolean closed;
  private boolean down;
  private @Nullable Connection connection;

  GroupCommit(
      String name, DataSource source, Limits limits, Write<T, R> write, Reconcile<T> reconcile) {
    this.name = name;
    this.source = source;
    this.limits = limits;
    this.write = write;
    this.reconcile = reconcile;
    this.thread = Thread.ofPlatform().name("journal-" + name).start(this::run);
  }

  /** Queues a row; the future completes after its commit, on the committing thread. */
  CompletableFuture<R> add(T row) {
    CompletableFuture<R> result = new CompletableFuture<>();
    lock.lock();
    try {
      if (closed) {
        result.completeExceptionally(new JournalUnavailableException("the journal is closing"));
      } else if (down) {
        result.completeExceptionally(
            new JournalUnavailableException("the journal's database does not answer"));
      } else if (queue.size() >= limits.waiting()) {
        result.completeExceptionally(
            new JournalUnavailableException(
                limits.waiting() + " rows wait for the journal already"));
      } else {
        queue.add(new Entry<>(row, result));
        if (queue.size() == 1) {
          arrived.signal();
        }
      }
    } finally {
      lock.unlock();
    }
    return result;
  }

  int waiting() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    for (List<Entry<T, R>> batch = take(); !batch.isEmpty(); batch = take()) {
      commit(batch);
    }
    closeConnection();
  }

  /** The next batch; empty once closed and drained. */
  private List<Entry<T, R>> take() {
    lock.lock();
    try {
      while (queue.isEmpty() && !closed) {
        arrived.awaitUninterruptibly();
      }
      if (queue.size() <= limits.most()) {
        List<Entry<T, R>> all = queue;
        queue = new ArrayList<>();
        return all;
      }
      List<Entry<T, R>> head = queue.subList(0, limits.most());
      List<Entry<T, R>> batch = new ArrayList<>(head);
      head.clear();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void commit(List<Entry<T, R>> batch) {
    List<R> results;
    try {
      results = write.commit(connected(), batch.stream().map(Entry::row).toList());
    } catch (SQLException | RuntimeException e) {
      recover(batch, e);
      return;
    }
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).result().complete(results.get(i));
    }
  }

  /** One bad row must not fail its neighbours: what failed together is tried one by one. */
  private void recover(List<Entry<T, R>> batch, Exception failure) {
    boolean lost = connectionLost(failure);
    LOG.atWarn()
        .addKeyValue("journal", name)
        .addKeyValue("rows", batch.size())
        .log("commit failed: {}", failure.toString());
    rollback();
    if (lost) {
      awaitDatabase(batch, failure);
    } else if (batch.size() == 1) {
      fail(batch, failure);
    } else {
      batch.forEach(entry -> commit(List.of(entry)));
    }
  }

  /**
   * Everybody who waits hears at once that the journal is away. Whether the broken batch was
   * committed is found out as soon as the database is back, before anything else is written.
   */
  private void awaitDatabase(List<Entry<T, R>> batch, Exception failure) {
    List<Entry<T, R>> waiting;
    lock.lock();
    try {
      down = true;
      waiting = queue;
      queue = new ArrayList<>();
    } finally {
      lock.unlock();
    }
    fail(batch, failure);
    fail(waiting, failure);
    List<T> rows = batch.stream().map(Entry::row).toList();
    LOG.atWarn()
        .addKeyValue("journal", name)
        .log("the database is away; it is tried until it is back");
    while (!reconciled(rows)) {
      if (!pause()) {
        return;
      }
    }
    LOG.atInfo().addKeyValue("journal", name).log("the database is back");
  }

  private boolean reconciled(List<T> rows) {
    try {
      Connection open = connected();
      // A pool may hand out a connection that broke a moment ago.
      if (!open.isValid((int) VALIDATION.toSeconds())) {
        closeConnection();
        return false;
      }
      reconcile.after(open, rows);
    } catch (SQLException | RuntimeException e) {
      closeConnection();
      return false;
    }
    lock.lock();
    try {
      down = false;
    } finally {
      lock.unlock();
    }
    return true;
  }

  /** Waits a moment; false once closed. */
  private boolean pause() {
    try {
      Thread.sleep(COME_BACK);
    } catch (InterruptedException e) {
      return false;
    }
    lock.lock();
    try {
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void fail(List<Entry<T, R>> batch, Exception failure) {
    JournalUnavailableException reason =
        new JournalUnavailableException("the journal could not be written", failure);
    batch.forEach(entry -> entry.result().completeExceptionally(reason));
  }

  private boolean connectionLost(Exception failure) {
    if (failure instanceof SQLException sql
        && sql.getSQLState() != null
        && (sql.getSQLState().startsWith("08") || sql.getSQLState().startsWith("57P"))) {
      closeConnection();
      return true;
    }
    return connection == null;
  }

  private Connection connected() throws SQLException {
    Connection open = connection;
    if (open == null || open.isClosed()) {
      open = source.getConnection();
      connection = open;
    }
    return open;
  }

  private void rollback() {
    Connection open = connection;
    if (open == null) {
      return;
    }
    try {
      if (!open.getAutoCommit()) {
        open.rollback();
        open.setAutoCommit(true);
      }
    } catch (SQLException e) {
      closeConnection();
    }
  }

  private void closeConnection() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        LOG.debug("closing a broken connection failed", e);
      }
    }
  }

  /** Commits what is queued and ends, within a limit; later rows are refused. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      arrived.signal();
    } finally {
      lock.unlock();
    }
    try {
      if (!thread.join(CLOSE_PATIENCE)) {
        LOG.atWarn()
            .addKeyValue("journal", name)
            .log("the database does not answer; what was not committed is not acknowledged either");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
