package org.millrace.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.millrace.journal.CaseEscalations;
import org.millrace.journal.CaseEscalations.Rule;
import org.millrace.journal.CaseEscalations.Subscriber;
import org.millrace.landscape.Callbacks;
import org.millrace.landscape.Criticality;
import org.millrace.landscape.FlowDefinition;
import org.millrace.landscape.Landscape;
import org.millrace.landscape.SystemDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for cases that nobody has taken care of in time, by the landscape in force. What was told
 * is known to the journal alone, so that nobody is told twice, whenever the node ends. One thread.
 */
public final class Escalator implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Escalator.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final CaseEscalations escalations;
  private final Supplier<Landscape> landscape;
  private final Semaphore closed = new Semaphore(0);
  private final Thread thread = Thread.ofPlatform().name("escalations").unstarted(this::run);
  private boolean away;

  public Escalator(CaseEscalations escalations, Supplier<Landscape> landscape) {
    this.escalations = escalations;
    this.landscape = landscape;
  }

  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!closed.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          pass();
          away = false;
        } catch (RuntimeException e) {
          if (!away) {
            LOG.warn("cases cannot be looked at for escalation: {}", e.toString());
          }
          away = true;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes all steps that are due, however many cases that concerns. */
  void pass() {
    Landscape inForce = landscape.get();
    List<Rule> rules = rules(inForce);
    List<Subscriber> subscribers = subscribers(inForce);
    int taken;
    do {
      taken = escalations.escalate(rules, subscribers);
    } while (taken > 0);
  }

  static List<Rule> rules(Landscape landscape) {
    List<Rule> rules = new ArrayList<>();
    for (FlowDefinition flow : landscape.flows().values()) {
      List<Criticality.Escalation> steps = landscape.criticalityOf(flow.name()).escalation();
      for (int step = 0; step < steps.size(); step++) {
        Criticality.Escalation each = steps.get(step);
        rules.add(
            new Rule(
                flow.name(),
                step,
                each.after(),
                each.to(),
                each.unless() == Criticality.Unless.ACKNOWLEDGED));
      }
    }
    return rules;
  }

  static List<Subscriber> subscribers(Landscape landscape) {
    return landscape.systems().values().stream().flatMap(Escalator::subscriber).toList();
  }

  private static Stream<Subscriber> subscriber(SystemDefinition system) {
    return system.callbacks().stream()
        .flatMap(
            callbacks ->
                callbacks.escalations().stream()
                    .flatMap(wanted -> subscriber(system, callbacks, wanted)));
  }

  private static Stream<Subscriber> subscriber(
      SystemDefinition system, Callbacks callbacks, Callbacks.Subscription wanted) {
    return callbacks.covering(wanted.url()).stream()
        .map(
            destination ->
                new Subscriber(system.name(), destination.text(), wanted.url(), wanted.to()));
  }

  @Override
  public void close() {
    closed.release();
    try {
      thread.join(CLOSE_PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
