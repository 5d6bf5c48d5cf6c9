package org.millrace.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.millrace.contract.ContractSchema.Violation;
import org.millrace.intake.BatchDocument.Malformed;
import org.millrace.intake.IntakeAnswer.Refusal;
import org.millrace.journal.Batches;
import org.millrace.message.MessageId;
import org.millrace.message.StrictJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes the records of filed batches in, one batch after the other in the order they came, so that
 * records of one order key in two batches keep their order. What a crash interrupts goes on at the
 * record where it stopped. Thread-safe.
 */
public final class BatchWorker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BatchWorker.class);

  /** Records taken in one transaction: other senders' messages wait no longer than for these. */
  static final int CHUNK = 250;

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
  private static final Duration COME_BACK = Duration.ofMillis(500);
  private static final JsonMapper JSON = StrictJson.mapper();

  private final Batches batches;
  private final Intake intake;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long ended;
  private boolean woken = true;
  private boolean closed;
  private @Nullable Thread thread;

  public BatchWorker(Batches batches, Intake intake) {
    this.batches = batches;
    this.intake = intake;
  }

  /** Begins with what was left by an earlier run. */
  public BatchWorker start() {
    thread = Thread.ofPlatform().name("batches").daemon().start(this::run);
    return this;
  }

  void wake() {
    lock.lock();
    try {
      woken = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * A record's document as it came.
   *
   * @return nothing if there is no such batch or record, or its body is not kept any more
   */
  Optional<byte[]> content(UUID batch, int index) {
    return batches
        .body(batch)
        .flatMap(
            body -> {
              try {
                List<BatchDocument.Item> items = BatchReader.read(body).records();
                return index < items.size()
                    ? Optional.of(items.get(index).content(body))
                    : Optional.empty();
              } catch (Malformed e) {
                throw new IllegalStateException("a filed batch was read once: " + batch, e);
              }
            });
  }

  /** Waits until a batch is not open any more. */
  boolean awaitEnd(UUID batch, Duration longest) throws InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    while (true) {
      long seen = endedSoFar();
      if (batches.isEnded(batch)) {
        return true;
      }
      lock.lock();
      try {
        while (ended == seen && !closed) {
          long left = deadline - System.nanoTime();
          if (left <= 0 || !changed.await(left, TimeUnit.NANOSECONDS)) {
            return false;
          }
        }
        if (closed) {
          return false;
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private long endedSoFar() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (awaitWork()) {
        drain();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean awaitWork() throws InterruptedException {
    lock.lock();
    try {
      long left = LOOK_AGAIN.toNanos();
      while (!woken && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      woken = false;
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void drain() throws InterruptedException {
    try {
      Optional<Batches.Open> next = batches.oldestOpen();
      while (next.isPresent()) {
        new Run(next.get()).toTheEnd();
        lock.lock();
        try {
          ended++;
          changed.signalAll();
        } finally {
          lock.unlock();
        }
        next = batches.oldestOpen();
      }
    } catch (JdbiException e) {
      LOG.atWarn().log("batches wait for the journal: {}", e.toString());
      Thread.sleep(COME_BACK);
      wake();
    } catch (RuntimeException e) {
      // A fault must not end the worker; the batch stays where it is and is looked at again.
      LOG.error("a batch could not go on", e);
    }
  }

  /** One batch on its way to its end. Used by the worker's thread. */
  private final class Run {
    private final Batches.Filed filed;
    private final BatchDocument document;
    private final byte[] body;
    private int done;
    private int chunk = CHUNK;

    Run(Batches.Open open) {
      filed = open.filed();
      body = open.body();
      done = open.done();
      try {
        document = BatchReader.read(body);
      } catch (Malformed e) {
        throw new IllegalStateException("a filed batch was read once: " + filed.id(), e);
      }
    }

    void toTheEnd() throws InterruptedException {
      while (done < filed.records()) {
        if (!step()) {
          // Fewer until the journal takes them again: nothing is tried in vain, and one that it
          // will never take ends up alone, and refused.
          chunk = Math.max(1, chunk / 4);
          Thread.sleep(COME_BACK);
        }
      }
      LOG.atInfo()
          .addKeyValue("batch", filed.id())
          .addKeyValue("records", filed.records())
          .log("a batch has its outcome");
    }

    /** Takes the next records in; false if they could not be for now. */
    private boolean step() throws InterruptedException {
      Map<Integer, MessageId> taken = batches.taken(filed.id(), done);
      int required = filed.rule().required(filed.records());
      boolean whole = required > 0 && done == 0 && taken.isEmpty();
      int end = required > 0 ? filed.records() : Math.min(filed.records(), done + chunk);
      List<Integer> indexes =
          IntStream.range(done, end).filter(index -> !taken.containsKey(index)).boxed().toList();
      List<IntakeAnswer> answers =
          intake.acceptTogether(
              indexes.stream().map(this::request).toList(),
              new BatchTerms(
                  whole ? required : 0, Optional.of(new BatchTerms.Place(filed.id(), indexes))));
      if (answers.stream().anyMatch(Run::isNotNow)) {
        return false;
      }
      batches.record(filed.id(), outcomes(indexes, answers), end, refusal(answers));
      done = end;
      chunk = Math.min(CHUNK, chunk * 4);
      return true;
    }

    private IntakeRequest request(int index) {
      BatchDocument.Item item = document.records().get(index);
      return new IntakeRequest(
          filed.operation(),
          filed.sender(),
          new IntakeRequest.Body(item.content(body)),
          new IntakeRequest.Headers(
              item.key(),
              Optional.of(filed.correlationId()),
              filed.traceparent(),
              filed.callback()));
    }

    private static boolean isNotNow(IntakeAnswer answer) {
      return answer instanceof IntakeAnswer.Refused refused
          && (refused.refusal() == Refusal.TEMPORARY_REDUCED_CAPACITY
              || refused.refusal() == Refusal.REQUEST_IN_FLIGHT);
    }

    private static Optional<String> refusal(List<IntakeAnswer> answers) {
      return answers.stream()
          .filter(
              answer ->
                  answer instanceof IntakeAnswer.Refused refused
                      && refused.refusal() == Refusal.BATCH_REFUSED)
          .map(answer -> ((IntakeAnswer.Refused) answer).detail())
          .map(detail -> detail.substring(detail.indexOf(": ") + 2))
          .findFirst();
    }

    private List<Batches.Outcome> outcomes(List<Integer> indexes, List<IntakeAnswer> answers) {
      List<Batches.Outcome> outcomes = new ArrayList<>();
      for (int i = 0; i < answers.size(); i++) {
        int index = indexes.get(i);
        Optional<String> key = document.records().get(index).key();
        switch (answers.get(i)) {
          case IntakeAnswer.Accepted accepted -> {
            // Marked already, in the transaction that took it.
          }
          case IntakeAnswer.Repeated repeated ->
              outcomes.add(new Batches.Outcome.Repeated(index, key, repeated.message()));
          case IntakeAnswer.Refused refused ->
              outcomes.add(
                  new Batches.Outcome.Refused(
                      index, key, code(refused), refused.detail(), errors(refused)));
        }
      }
      return outcomes;
    }

    private static String code(IntakeAnswer.Refused refused) {
      return refused.refusal().label();
    }

    private static String errors(IntakeAnswer.Refused refused) {
      return JSON.writeValueAsString(refused.violations().stream().map(Run::at).toList());
    }

    private static BatchAnswer.At at(Violation violation) {
      return new BatchAnswer.At(violation.pointer(), violation.message());
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    Thread running = thread;
    if (running == null) {
      return;
    }
    running.interrupt();
    try {
      if (!running.join(LOOK_AGAIN)) {
        LOG.warn("a batch is interrupted; it goes on at the next start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
