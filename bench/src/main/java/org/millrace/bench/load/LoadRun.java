package org.millrace.bench.load;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.locks.LockSupport;

/** One load from its first message to the last delivery. */
final class LoadRun {
  private static final long CLOSED_WAIT_MILLIS = 5;
  private static final long OPEN_WAIT_MILLIS = 1;

  /** Below this a selector's millisecond is too coarse to be on time. */
  private static final long COARSE_NANOS = 1_500_000;

  private static final long NAP_NANOS = 50_000;

  private final Selector selector;
  private final LoadPlan plan;
  private final Window window;
  private final MessageLog log;
  private final Refusals refusals = new Refusals();
  private final Sender sender;
  private final long begin;
  private final long windowStart;
  private final long windowEnd;
  private long arrivals;

  LoadRun(Selector selector, TargetDoor door, LoadPlan plan, Window window) throws IOException {
    this.selector = selector;
    this.plan = plan;
    this.window = window;
    this.log = new MessageLog(plan.connections() * plan.keysPerConnection());
    this.sender = new Sender(selector, plan, log, refusals);
    door.tell(inbox -> MessageId.arrived(inbox, plan.run(), log, System.nanoTime()));
    this.begin = System.nanoTime();
    this.windowStart = begin + plan.warmup().toNanos();
    this.windowEnd = windowStart + plan.window().toNanos();
  }

  LoadReport execute() throws IOException {
    try {
      sendUntil(windowStart);
      window.opened();
      sendUntil(windowEnd);
      long backlog = log.undelivered();
      drain();
      window.drained();
      return log.report(windowStart, windowEnd, refusals, backlog);
    } finally {
      sender.close();
      selector.selectNow(); // Lets go of the closed connections' keys.
    }
  }

  private void sendUntil(long end) throws IOException {
    while (System.nanoTime() < end) {
      sendWhatIsDue(System.nanoTime());
      long wait = waitMillis(System.nanoTime());
      if (wait > 0) {
        selector.select(wait);
      } else {
        selector.selectNow();
      }
      react();
    }
  }

  /** Messages that were due in the window are still sent, or a stall would go unseen. */
  private void drain() throws IOException {
    long giveUp = windowEnd + plan.drain().toNanos();
    boolean allSent = false;
    while (System.nanoTime() < giveUp && !(allSent && sender.isAtRest() && log.isDrained())) {
      allSent = sendWhatIsDue(windowEnd);
      selector.select(OPEN_WAIT_MILLIS);
      react();
    }
  }

  /** Whether nothing is left that was due by then. */
  private boolean sendWhatIsDue(long now) {
    return switch (plan.pace()) {
      case Pace.Closed() -> {
        while (now < windowEnd && sender.isReady()) {
          sender.send(System.nanoTime());
        }
        yield true;
      }
      case Pace.Open open -> {
        while (due(open) < now && sender.isReady()) {
          sender.send(due(open));
          arrivals++;
        }
        yield due(open) >= now;
      }
    };
  }

  private long due(Pace.Open open) {
    return begin + (long) (arrivals / open.perSecond() * 1e9);
  }

  /** How long to wait in the selector; short naps are taken here. */
  private long waitMillis(long now) {
    return switch (plan.pace()) {
      case Pace.Closed() -> CLOSED_WAIT_MILLIS;
      case Pace.Open open -> {
        long left = due(open) - now;
        if (!sender.isReady() || left > COARSE_NANOS) {
          yield OPEN_WAIT_MILLIS;
        }
        if (left > NAP_NANOS) {
          LockSupport.parkNanos(NAP_NANOS);
        }
        yield 0;
      }
    };
  }

  private void react() {
    for (SelectionKey key : selector.selectedKeys()) {
      if (key.isValid() && key.attachment() instanceof Reaction reaction) {
        reaction.ready(key.isReadable() || key.isAcceptable(), key.isWritable());
      }
    }
    selector.selectedKeys().clear();
  }
}
