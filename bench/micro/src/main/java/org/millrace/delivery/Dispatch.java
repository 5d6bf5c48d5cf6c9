package org.millrace.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.millrace.journal.Work;
import org.millrace.landscape.BreakerPolicy;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;
import org.millrace.message.MessageId;
import org.millrace.message.MessageIds;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The dispatcher's state machine: a commit's deliveries come in, each is sent in its turn and
 * settled. Stands in this package because nothing outside it should see the dispatcher.
 */
@NullMarked
@State(Scope.Thread)
public class Dispatch {
  private static final int BATCH = 100;
  private static final int LANES = 64;
  private static final int CONCURRENCY = 128;
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

  private final Dispatcher dispatcher = new Dispatcher(Window.STANDARD, flow -> false);
  private final MessageIds ids = new MessageIds(() -> NOW, new Random(1), null);
  private long count;

  public Dispatch() {
    on(
        new Event.TargetDeclared(
            "sink", CONCURRENCY, Double.POSITIVE_INFINITY, BreakerPolicy.STANDARD));
    on(new Event.Loaded("sink", List.of(), 1));
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public int dispatch() {
    List<Work> works = new ArrayList<>(BATCH);
    for (int i = 0; i < BATCH; i++) {
      works.add(work(ids.next()));
    }
    int sent = 0;
    List<Work> open = on(new Event.Appended(works));
    while (!open.isEmpty()) {
      List<Work> next = new ArrayList<>();
      for (Work work : open) {
        sent++;
        Work settled = work.after(DeliveryState.CONFIRMED, true, Optional.empty());
        next.addAll(on(new Event.Settled(settled, new Verdict.Works())));
      }
      open = next;
    }
    if (sent != BATCH) {
      throw new IllegalStateException(sent + " of " + BATCH + " deliveries were sent");
    }
    return sent;
  }

  private List<Work> on(Event event) {
    List<Work> sent = new ArrayList<>();
    for (Effect effect : dispatcher.on(event, NOW)) {
      if (effect instanceof Effect.Send send) {
        sent.add(send.work());
      }
    }
    return sent;
  }

  private Work work(MessageId message) {
    return new Work(
        new DeliveryId(message, 1),
        "production-confirmation",
        "sink",
        count++ % LANES,
        DeliveryState.READY,
        0,
        0,
        false,
        OptionalLong.empty(),
        Optional.empty());
  }
}
