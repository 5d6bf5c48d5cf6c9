package org.millrace.bench.kill;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.millrace.bench.engine.EngineFailure;

/** All streams' senders, a virtual thread each. */
final class Senders implements AutoCloseable {
  private final AtomicBoolean stop = new AtomicBoolean();
  private final AtomicLong repeated = new AtomicLong();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<?>> running = new CopyOnWriteArrayList<>();
  private final StreamSender.Common common;
  private final Function<Posting, NodeClient> clients;

  /**
   * @param clients makes a connection for a posting
   */
  Senders(AcceptedLog accepted, Function<Posting, NodeClient> clients) {
    this.common = new StreamSender.Common(accepted, stop, repeated);
    this.clients = clients;
  }

  /** Begins to send one stream. */
  void start(Posting posting, Pacer pacer, Letters letters) {
    running.add(threads.submit(new StreamSender(common, pacer, letters, clients.apply(posting))));
  }

  /** Begins to send this many orders. */
  void start(Posting posting, int orders, Pacer pacer) {
    for (int i = 0; i < orders; i++) {
      start(posting, pacer, Letters.counting(posting, order(i)));
    }
  }

  static String order(int number) {
    return String.format(Locale.ROOT, "PO-%05d", number);
  }

  /** Requests that had to be sent again so far. */
  long repeated() {
    return repeated.get();
  }

  /** Fails if a sender was refused, so that a run does not go on without load. */
  void check() throws InterruptedException {
    for (Future<?> sender : running) {
      if (sender.isDone()) {
        outcome(sender, 0);
      }
    }
  }

  /** Lets every sender finish the message it has begun. */
  void finish(long seconds) throws InterruptedException {
    stop.set(true);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    for (Future<?> sender : running) {
      outcome(sender, Math.max(0, end - System.nanoTime()));
    }
  }

  private static void outcome(Future<?> sender, long nanos) throws InterruptedException {
    try {
      sender.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new EngineFailure("a sender got no answer in time after the last kill");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof EngineFailure failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
