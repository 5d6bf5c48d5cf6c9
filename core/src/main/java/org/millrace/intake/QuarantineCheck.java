package org.millrace.intake;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.millrace.journal.JournalUnavailableException;
import org.millrace.journal.Quarantine;
import org.millrace.landscape.LandscapeCatalog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at what is in quarantine again whenever a landscape comes into force: what would be taken
 * now is marked for a person to release. Nothing is taken by it. Thread-safe.
 */
public final class QuarantineCheck implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(QuarantineCheck.class);

  /** Documents in memory at the same time. */
  private static final int PAGE = 20;

  private static final Duration AT_LATEST = Duration.ofMinutes(1);
  private static final Duration END = Duration.ofSeconds(5);

  private final LandscapeCatalog catalog;
  private final ChannelIntake channels;
  private final Quarantine quarantine;
  private final Semaphore woken = new Semaphore(1);
  private @Nullable Thread thread;
  private volatile boolean closed;

  public QuarantineCheck(LandscapeCatalog catalog, ChannelIntake channels, Quarantine quarantine) {
    this.catalog = catalog;
    this.channels = channels;
    this.quarantine = quarantine;
  }

  public QuarantineCheck start() {
    thread = Thread.ofPlatform().name("quarantine").daemon().start(this::run);
    return this;
  }

  /** A landscape has come into force. */
  public void wake() {
    woken.release();
  }

  private void run() {
    try {
      while (!closed) {
        var _ = woken.tryAcquire(AT_LATEST.toMillis(), TimeUnit.MILLISECONDS);
        woken.drainPermits();
        lookAgain();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookAgain() {
    try {
      int version = catalog.current().version();
      List<Quarantine.Entry> page = quarantine.unchecked(version, PAGE);
      while (!page.isEmpty() && !closed) {
        for (Quarantine.Entry entry : page) {
          quarantine.checked(entry.number(), channels.wouldRefuse(entry.document()), version);
        }
        page = quarantine.unchecked(version, PAGE);
      }
    } catch (JdbiException | JournalUnavailableException e) {
      LOG.atWarn().log("the quarantine is looked at again later: {}", e.toString());
    } catch (RuntimeException e) {
      LOG.error("the quarantine could not be looked at again", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    Thread running = thread;
    if (running == null) {
      return;
    }
    running.interrupt();
    try {
      var _ = running.join(END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
