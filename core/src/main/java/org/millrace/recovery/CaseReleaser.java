package org.millrace.recovery;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.millrace.journal.CaseBook;
import org.millrace.journal.CaseChange;
import org.millrace.journal.CaseReleases;
import org.millrace.journal.Work;
import org.millrace.message.Actor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The case book, with releases that are carried out: in parts, as room comes free, and through to
 * the end after a restart. Thread-safe.
 *
 * <p>A release never has more than {@link #MOST_UNDER_WAY} of its members under way: the
 * dispatcher's memory stays bounded and a case that fails again has cost no more than that, however
 * many deliveries it has.
 */
public final class CaseReleaser implements CaseBook, AutoCloseable {

  /** Deliveries that one transaction lets go and one event hands over. */
  public static final int PART = 500;

  /** Deliveries of one release under way at a time. */
  public static final int MOST_UNDER_WAY = 2_000;

  /** Between two looks while a release is under way. */
  private static final Duration PACE = Duration.ofMillis(200);

  /** Between two looks otherwise; a release that this node orders begins at once. */
  private static final Duration IDLE = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(CaseReleaser.class);

  private final CaseBook book;
  private final CaseReleases releases;
  private final Consumer<List<Work>> dispatch;
  private final ReentrantLock passing = new ReentrantLock();
  private final Semaphore ordered = new Semaphore(0);
  private boolean uncertain;
  private volatile boolean closed;
  private @Nullable Thread thread;

  /**
   * @param dispatch takes what may go again, at most {@link #PART} at a time
   */
  public CaseReleaser(CaseBook book, CaseReleases releases, Consumer<List<Work>> dispatch) {
    this.book = book;
    this.releases = releases;
    this.dispatch = dispatch;
  }

  /** Goes on with what an earlier run left, and with what comes. */
  public void start() {
    thread = Thread.ofPlatform().name("case-releases").daemon().start(this::run);
  }

  @Override
  public Outcome change(
      long number, OptionalInt version, CaseChange change, Actor actor, @Nullable String reason) {
    return book.change(number, version, change, actor, reason);
  }

  /** The first part, for most cases all of it, has gone when this returns. */
  @Override
  public Outcome release(long number, OptionalInt version, Actor actor, String reason) {
    Outcome outcome = book.release(number, version, actor, reason);
    if (outcome instanceof Outcome.Changed) {
      try {
        pass();
      } catch (RuntimeException e) {
        LOG.warn(
            "case {} is released as soon as the journal can be reached: {}", number, e.toString());
      }
      ordered.release();
    }
    return outcome;
  }

  private void run() {
    while (!closed) {
      try {
        boolean busy = passSafely();
        if (ordered.tryAcquire((busy ? PACE : IDLE).toMillis(), TimeUnit.MILLISECONDS)) {
          ordered.drainPermits();
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private boolean passSafely() {
    try {
      return pass();
    } catch (RuntimeException e) {
      LOG.atDebug().setCause(e).log("the journal cannot be reached; releases go on when it can");
      return true;
    }
  }

  /**
   * Lets go what there is room for and ends what has come to its end.
   *
   * @return whether any release is still under way
   */
  boolean pass() {
    passing.lock();
    try {
      List<CaseReleases.Active> active = releases.active();
      boolean again = uncertain;
      uncertain = false;
      boolean left = false;
      for (CaseReleases.Active release : active) {
        if (again) {
          handOver(releases.ready(release.id(), MOST_UNDER_WAY));
        }
        left |= !(release.running() ? letGo(release.id()) : releases.conclude(release.id()));
      }
      return left;
    } catch (RuntimeException e) {
      // A part may have been committed without an answer: what it let go is handed over again.
      uncertain = true;
      throw e;
    } finally {
      passing.unlock();
    }
  }

  private boolean letGo(long release) {
    for (List<Work> part = next(release); !part.isEmpty(); part = next(release)) {
      handOver(part);
    }
    return false;
  }

  private List<Work> next(long release) {
    return releases.next(release, PART, MOST_UNDER_WAY);
  }

  private void handOver(List<Work> works) {
    for (int from = 0; from < works.size(); from += PART) {
      dispatch.accept(works.subList(from, Math.min(works.size(), from + PART)));
    }
  }

  @Override
  public void close() {
    closed = true;
    @Nullable Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }
}
