package org.millrace.app;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.millrace.api.Readiness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the node can take messages. A target that is down does not matter here.
 *
 * <p>Looks once a second, on a thread of its own: whoever asks gets the last look at once, however
 * many ask and whatever the database does. Thread-safe.
 */
final class NodeReadiness implements Readiness, AutoCloseable {

  private static final Duration EVERY = Duration.ofSeconds(1);

  /** A look that takes longer than this says that the database does not answer. */
  private static final Duration OLDEST = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(NodeReadiness.class);

  /** Where it looks. */
  record Sources(
      BooleanSupplier writable,
      Supplier<Optional<PostgresSupervisor.Outage>> outage,
      Supplier<Disk> disk,
      LongSupplier nanoTime) {}

  private record Look(boolean writable, Disk disk, long at) {}

  private final Sources sources;
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("readiness").daemon().factory());
  private volatile Look last;

  private NodeReadiness(Sources sources) {
    this.sources = sources;
    this.last = look();
    tell(Disk.Level.ENOUGH, last.disk);
  }

  /** Looks, and goes on looking. */
  static NodeReadiness over(Sources sources) {
    NodeReadiness readiness = new NodeReadiness(sources);
    var _ =
        readiness.looking.scheduleWithFixedDelay(
            readiness::lookAgain, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return readiness;
  }

  @Override
  public List<Check> checks() {
    Look seen = last;
    return List.of(
        journal(seen), new Check("disk", seen.disk.level() != Disk.Level.FULL, seen.disk.said()));
  }

  /** Why no message may be taken although the journal could be written. */
  Optional<String> pausesIntake() {
    Disk disk = last.disk;
    return switch (disk.level()) {
      case ENOUGH, SCARCE -> Optional.empty();
      case FULL -> Optional.of(disk.said());
    };
  }

  private Check journal(Look seen) {
    Optional<PostgresSupervisor.Outage> outage = sources.outage.get();
    if (outage.isPresent()) {
      return new Check("journal", false, said(outage.get()));
    }
    if (sources.nanoTime.getAsLong() - seen.at > OLDEST.toNanos()) {
      return new Check("journal", false, "the database does not answer");
    }
    return new Check(
        "journal",
        seen.writable,
        seen.writable ? "messages can be stored" : "the database cannot be written");
  }

  private static String said(PostgresSupervisor.Outage outage) {
    String ended =
        "the embedded database ended by itself at " + outage.since() + " and is started again";
    return outage.failedStarts() == 0
        ? ended
        : ended + "; %d tries failed, the node's log says why".formatted(outage.failedStarts());
  }

  private Look look() {
    boolean writable = sources.writable.getAsBoolean();
    return new Look(writable, sources.disk.get(), sources.nanoTime.getAsLong());
  }

  private void lookAgain() {
    try {
      Look before = last;
      Look now = look();
      last = now;
      tell(before.disk.level(), now.disk);
      if (before.writable != now.writable) {
        LOG.warn(
            now.writable ? "the database can be written again" : "the database cannot be written");
      }
    } catch (RuntimeException e) {
      LOG.error("whether the node is ready could not be found out", e);
    }
  }

  private static void tell(Disk.Level before, Disk now) {
    if (before == now.level()) {
      return;
    }
    switch (now.level()) {
      case ENOUGH -> LOG.info(now.said());
      case SCARCE -> LOG.warn(now.said());
      case FULL -> LOG.error(now.said());
    }
  }

  @Override
  public void close() {
    looking.shutdownNow();
  }
}
