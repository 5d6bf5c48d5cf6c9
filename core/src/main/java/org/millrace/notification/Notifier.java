package org.millrace.notification;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.millrace.journal.WebhookSignal;
import org.millrace.journal.Webhooks;
import org.millrace.journal.Webhooks.Due;
import org.millrace.journal.Webhooks.Result;
import org.millrace.journal.Webhooks.Tried;
import org.millrace.landscape.Credentials;
import org.millrace.landscape.LandscapeCatalog;
import org.millrace.message.MessageId;
import org.millrace.telemetry.Meters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the webhooks that are due. What is due stands in the journal until it is recorded that it
 * was taken, so that a restart goes on where the node ended; a receiver may get one twice, with the
 * same id. One thread decides whose turn it is; each post has a virtual thread.
 */
public final class Notifier implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

  private final Parts parts;
  private final WebhookLimits limits;
  private final Poster poster;
  private final Lanes lanes;
  private final Semaphore places;
  private final Thread thread;
  private volatile boolean closed;
  private long tidiedAt;

  /**
   * What the notifier works with.
   *
   * @param jobs a message's job as JSON, as its sender can read it
   * @param nanoTime a monotonic clock, in nanoseconds
   */
  public record Parts(
      LandscapeCatalog catalog,
      Webhooks webhooks,
      WebhookSignal signal,
      Credentials credentials,
      Function<MessageId, Optional<byte[]>> jobs,
      Meters meters,
      InstantSource clock,
      LongSupplier nanoTime,
      RandomGenerator random) {}

  public Notifier(Parts parts, WebhookLimits limits) {
    this.parts = parts;
    this.limits = limits;
    this.poster =
        new Poster(
            parts.catalog(),
            parts.credentials(),
            parts.jobs(),
            parts.clock(),
            parts.nanoTime(),
            limits);
    this.lanes = new Lanes(limits);
    this.places = new Semaphore(limits.atOnce());
    this.thread = Thread.ofPlatform().name("webhooks").unstarted(this::run);
    this.tidiedAt = parts.nanoTime().getAsLong() - limits.tidyEvery().toNanos();
  }

  /** Begins to send, at first what an earlier run of the node has left. */
  public void start() {
    thread.start();
  }

  private void run() {
    boolean away = false;
    while (!closed) {
      try {
        look();
        tidy();
        away = false;
      } catch (RuntimeException e) {
        if (!away) {
          LOG.warn("webhooks wait, because the journal cannot be read: {}", e.toString());
        }
        away = true;
      }
      try {
        parts.signal().await(limits.lookEvery());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Begins what there is room for. Endpoints come in turns, in another order each time. */
  private void look() {
    Map<Lanes.Key, List<Due>> due = new LinkedHashMap<>();
    for (Due each : parts.webhooks().due(limits.perEndpoint())) {
      due.computeIfAbsent(Lanes.Key.of(each), key -> new ArrayList<>()).add(each);
    }
    List<List<Due>> endpoints = new ArrayList<>(due.values());
    Collections.shuffle(endpoints, Random.from(parts.random()));
    for (int turn = 0; turn < limits.perEndpoint(); turn++) {
      for (List<Due> endpoint : endpoints) {
        if (turn < endpoint.size()) {
          begin(endpoint.get(turn));
        }
      }
    }
  }

  private void begin(Due due) {
    if (!places.tryAcquire()) {
      return; // the next one that ends rings the signal
    }
    if (!lanes.begin(due, parts.nanoTime().getAsLong())) {
      places.release();
      return;
    }
    Thread.ofVirtual().name("webhook-" + Poster.id(due.id())).start(() -> tell(due));
  }

  private void tell(Due due) {
    try {
      if (due.disabled()) {
        record(
            new Tried(
                due,
                OptionalInt.empty(),
                new Result.KeptBack("its endpoint wants no webhooks any more")));
        lanes.end(due);
      } else {
        attempt(due);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      places.release();
      parts.signal().ring();
    }
  }

  private void attempt(Due due) throws InterruptedException {
    long began = parts.nanoTime().getAsLong();
    Poster.Attempt attempt = safely(due);
    Duration took = Duration.ofNanos(parts.nanoTime().getAsLong() - began);
    if (closed && !(attempt.posted() instanceof Posted.Taken)) {
      return; // perhaps cut off by the stop: it says nothing, and the next start tries again
    }
    Result result = follow(due, attempt);
    record(new Tried(due, attempt.posted().status(), result));
    parts.meters().webhook(due.system(), outcome(result), took);
    endLane(due, attempt.posted());
  }

  /** Whatever goes wrong on this side is a failed try, which comes to an end like any other. */
  private Poster.Attempt safely(Due due) {
    try {
      return poster.post(due);
    } catch (RuntimeException e) {
      LOG.error("webhook {} could not be composed", Poster.id(due.id()), e);
      return new Poster.Attempt(
          Posted.notPosted("could not be composed: " + e.getClass().getSimpleName()),
          Optional.empty());
    }
  }

  private Result follow(Due due, Poster.Attempt attempt) {
    return switch (attempt.posted()) {
      case Posted.Taken ignored -> new Result.Taken();
      case Posted.Gone ignored -> {
        LOG.atWarn()
            .addKeyValue("system", due.system())
            .addKeyValue("endpoint", due.endpoint())
            .log(
                "the endpoint answered 410: its webhooks are kept back until a person lets it"
                    + " recover");
        yield new Result.EndpointGone("answered 410", attempt.body());
      }
      case Posted.Failed failed -> followFailure(due, failed, attempt.body());
    };
  }

  private Result followFailure(Due due, Posted.Failed failed, Optional<byte[]> body) {
    int tries = due.tries() + 1;
    Duration age = Duration.between(due.since(), parts.clock().instant());
    if (tries >= limits.retry().attempts() || age.compareTo(limits.longestTrying()) >= 0) {
      LOG.atWarn()
          .addKeyValue("webhook", Poster.id(due.id()))
          .addKeyValue("system", due.system())
          .addKeyValue("endpoint", due.endpoint())
          .addKeyValue("tries", tries)
          .log("webhook given up: {}", failed.detail());
      return new Result.GivenUp(failed.detail(), body);
    }
    Duration own = limits.retry().waitAfter(tries, parts.random().nextDouble());
    Duration wait = failed.retryAfter().filter(asked -> asked.compareTo(own) > 0).orElse(own);
    return new Result.Again(failed.detail(), wait, body);
  }

  private static Meters.Webhook outcome(Result result) {
    return switch (result) {
      case Result.Taken ignored -> Meters.Webhook.TAKEN;
      case Result.Again ignored -> Meters.Webhook.FAILED;
      case Result.GivenUp ignored -> Meters.Webhook.GIVEN_UP;
      case Result.EndpointGone ignored -> Meters.Webhook.ENDPOINT_GONE;
      case Result.KeptBack ignored -> Meters.Webhook.ENDPOINT_GONE;
    };
  }

  /** Until it is stored, what was taken must not be sent again by this node. */
  private void record(Tried tried) throws InterruptedException {
    while (true) {
      try {
        parts.webhooks().record(tried).get();
        return;
      } catch (ExecutionException e) {
        if (closed) {
          return;
        }
        TimeUnit.NANOSECONDS.sleep(limits.lookEvery().toNanos());
      }
    }
  }

  private void endLane(Due due, Posted posted) {
    switch (posted) {
      case Posted.Taken ignored -> {
        if (lanes.works(due)) {
          LOG.atInfo()
              .addKeyValue("system", due.system())
              .addKeyValue("endpoint", due.endpoint())
              .log("the endpoint takes webhooks again");
        }
      }
      case Posted.Gone ignored -> lanes.end(due);
      case Posted.Failed failed -> {
        if (!failed.endpointAtFault()) {
          lanes.end(due);
        } else if (lanes.fails(
            due, failed.retryAfter(), parts.random().nextDouble(), parts.nanoTime().getAsLong())) {
          LOG.atWarn()
              .addKeyValue("system", due.system())
              .addKeyValue("endpoint", due.endpoint())
              .log("the endpoint fails, one webhook at a time is tried: {}", failed.detail());
        }
      }
    }
  }

  private void tidy() {
    long now = parts.nanoTime().getAsLong();
    if (now - tidiedAt < limits.tidyEvery().toNanos()) {
      return;
    }
    int givenUp = parts.webhooks().giveUp(limits.longestTrying());
    if (givenUp > 0) {
      LOG.atWarn()
          .addKeyValue("webhooks", givenUp)
          .log("given up: not taken within {}", limits.longestTrying());
    }
    parts.webhooks().forget(limits.kept());
    tidiedAt = now;
  }

  /** Begins nothing more and waits a moment for what is under way; the rest is tried again. */
  @Override
  public void close() {
    closed = true;
    parts.signal().ring();
    try {
      thread.join();
      if (!places.tryAcquire(limits.atOnce(), limits.closing().toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.info("some webhooks are still under way; they are sent again at the next start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    poster.close();
  }
}
