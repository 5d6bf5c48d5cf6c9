package org.millrace.plant.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.millrace.plant.json.Json;
import org.millrace.plant.log.DurableLog;
import org.millrace.plant.outbox.OutboxRecord.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One system's outbox. A message is durable before it is sent and stays until Millrace accepted it,
 * over restarts. Order keys hash to lanes; a lane sends one message at a time and repeats it before
 * it takes the next, which keeps each key's order. Thread-safe.
 */
public final class Outbox implements AutoCloseable {
  /** The day waits when so many messages are open, so that an outage does not fill the memory. */
  public static final int MAX_WAITING = 50_000;

  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final int LANES = 8;
  private static final int MAX_REFUSED_SHOWN = 50;

  private record Waiting(long number, BusinessMessage message) {}

  private final String system;
  private final Courier courier;
  private final Backoff backoff;
  private final Rate rate;
  private final DurableLog<OutboxRecord, OutboxRecord> log;
  private final List<BlockingQueue<Waiting>> lanes = new ArrayList<>();
  private final List<Thread> senders = new ArrayList<>();
  private final Deque<String> refused = new ArrayDeque<>();
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong attempts = new AtomicLong();
  private final AtomicLong acceptedCount = new AtomicLong();
  private final AtomicLong refusedCount = new AtomicLong();
  private volatile String lastTrouble = "";
  private long lastNumber;
  private long lastOrigin;

  public Outbox(String system, Path folder, Courier courier, Backoff backoff, Rate rate, long seed)
      throws IOException {
    this.system = system;
    this.courier = courier;
    this.backoff = backoff;
    this.rate = rate;
    Map<Long, BusinessMessage> open = new LinkedHashMap<>();
    this.log =
        DurableLog.open(
            folder.resolve(system + ".jsonl"),
            (offset, line, earlier) -> restore(Json.read(line, OutboxRecord.class), open),
            (line, lines) -> {
              lines.append(Json.bytes(line));
              return line;
            });
    for (int lane = 0; lane < LANES; lane++) {
      BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
      Random random = new Random(seed + lane);
      lanes.add(queue);
      senders.add(
          Thread.ofVirtual().name(system + "-" + lane).unstarted(() -> drain(queue, random)));
    }
    open.forEach((number, message) -> enqueue(new Waiting(number, message)));
  }

  private void restore(OutboxRecord line, Map<Long, BusinessMessage> open) {
    switch (line.state()) {
      case PUT -> {
        lastNumber = line.number();
        lastOrigin = Math.max(lastOrigin, line.origin());
        if (line.message() != null) {
          open.put(line.number(), line.message());
        }
      }
      case ACCEPTED -> {
        acceptedCount.incrementAndGet();
        open.remove(line.number());
      }
      case REFUSED -> {
        refusedCount.incrementAndGet();
        open.remove(line.number());
      }
    }
  }

  public void start() {
    senders.forEach(Thread::start);
  }

  /** Returns once the message is durable. Messages of one order key are sent as they were put. */
  public synchronized void put(BusinessMessage message, long origin) {
    long number = ++lastNumber;
    lastOrigin = Math.max(lastOrigin, origin);
    log.append(new OutboxRecord(number, State.PUT, origin, message, null)).join();
    enqueue(new Waiting(number, message));
  }

  /** The latest event of the day whose message is in here; 0 if none is. */
  public synchronized long lastOrigin() {
    return lastOrigin;
  }

  public boolean full() {
    return waiting.get() >= MAX_WAITING;
  }

  public OutboxStatus status() {
    List<String> shown;
    synchronized (refused) {
      shown = List.copyOf(refused);
    }
    long put = waiting.get() + acceptedCount.get() + refusedCount.get();
    return new OutboxStatus(
        system,
        put,
        acceptedCount.get(),
        refusedCount.get(),
        waiting.get(),
        attempts.get(),
        lastTrouble,
        shown);
  }

  private void enqueue(Waiting one) {
    waiting.incrementAndGet();
    lanes.get(Math.floorMod(one.message().orderKey().hashCode(), LANES)).add(one);
  }

  private void drain(BlockingQueue<Waiting> queue, Random random) {
    try {
      while (true) {
        deliver(queue.take(), random);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(Waiting one, Random random) throws InterruptedException {
    for (int failures = 1; ; failures++) {
      pause(rate.book());
      attempts.incrementAndGet();
      switch (courier.send(one.message())) {
        case SendOutcome.Accepted accepted -> {
          settle(one, State.ACCEPTED, "");
          acceptedCount.incrementAndGet();
          return;
        }
        case SendOutcome.Refused no -> {
          settle(one, State.REFUSED, no.status() + " " + no.answer());
          refusedCount.incrementAndGet();
          return;
        }
        case SendOutcome.TryAgain again -> {
          lastTrouble = one.message().key() + ": " + again.reason();
          pause(again.after().orElse(backoff.after(failures, random)));
        }
      }
    }
  }

  private void settle(Waiting one, State state, String why) {
    // Not awaited: if this line is lost in a crash, the message is sent again with the same key.
    var written = log.append(new OutboxRecord(one.number(), state, 0, null, why));
    written.exceptionally(
        failure -> {
          LOG.error("The outbox of {} cannot be written", system, failure);
          return null;
        });
    waiting.decrementAndGet();
    if (state == State.REFUSED) {
      LOG.warn("Millrace refused {} {}: {}", one.message().operation(), one.message().key(), why);
      synchronized (refused) {
        if (refused.size() == MAX_REFUSED_SHOWN) {
          refused.removeFirst();
        }
        refused.addLast(one.message().operation() + " " + one.message().key() + ": " + why);
      }
    }
  }

  private static void pause(Duration time) throws InterruptedException {
    if (time.isPositive()) {
      Thread.sleep(time);
    }
  }

  @Override
  public void close() throws IOException {
    senders.forEach(Thread::interrupt);
    try {
      for (Thread sender : senders) {
        sender.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    log.close();
  }
}
