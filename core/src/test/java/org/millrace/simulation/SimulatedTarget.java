package org.millrace.simulation;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.millrace.adapter.Evidence;
import org.millrace.adapter.Exchange;
import org.millrace.adapter.Outbound;
import org.millrace.adapter.Outcome;
import org.millrace.adapter.ProbeAnswer;
import org.millrace.adapter.Reachability;
import org.millrace.adapter.Target;
import org.millrace.failure.FailureClass;
import org.millrace.proof.Fact;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A target with the way to it: applies requests to its ledger and answers, unless the swarm has
 * something against it. Whatever happens, it keeps what the declared settle time promises: nothing
 * takes effect or becomes visible later than that after the last moment of sending.
 */
class SimulatedTarget implements Target {

  /** The declared times of all simulated systems; see {@link SimulatedLandscapes}. */
  static final Duration TIMEOUT = Duration.ofSeconds(5);

  static final Duration SETTLE = Duration.ofSeconds(10);

  private static final long MILLI = 1_000_000;
  private static final Exchange EXCHANGE =
      new Exchange(
          "", "", OptionalInt.empty(), Duration.ZERO, JsonNodeFactory.instance.objectNode());

  private final String system;
  final Ledger ledger;
  private final Turns turns;
  private final SimulatedTime time;
  private final Swarm swarm;
  private final RandomGenerator random;
  private final Consumer<Fact> history;
  private long outUntil;

  SimulatedTarget(Assembly.TargetParts parts) {
    this.system = parts.system();
    this.ledger = parts.ledger();
    this.turns = parts.turns();
    this.time = parts.time();
    this.swarm = parts.swarm();
    this.random = parts.random();
    this.history = parts.history();
  }

  void out(Duration duration) {
    outUntil = time.nanos() + duration.toNanos();
  }

  void heal() {
    outUntil = 0;
  }

  @Override
  public final Outcome send(Outbound outbound) {
    called(outbound, "send");
    Evidence evidence = sent(outbound);
    return new Outcome(
        evidence, evidence instanceof Evidence.Rejected no ? refusal(no.code()) : EXCHANGE);
  }

  private Evidence sent(Outbound outbound) {
    turns.pass();
    if (swarm.strikes(Fault.PAUSED, 0.6)) {
      turns.sleep(MILLI * random.nextInt(20_000));
    }
    if (isLate(outbound)) {
      return new Evidence.NotSent("deadline-passed", "too late to be sent", false);
    }
    if (time.nanos() < outUntil) {
      return new Evidence.NotSent("connection-refused", "connection refused", true);
    }
    Optional<Fault> fault =
        swarm.oneOf(
            Fault.NOT_CONNECTED,
            Fault.CUT_BEFORE_EFFECT,
            Fault.CUT_AFTER_EFFECT,
            Fault.STILL_TRAVELLING,
            Fault.SERVER_ERROR,
            Fault.BUSY,
            Fault.SLOW,
            Fault.REFUSED,
            Fault.ELSEWHERE,
            Fault.GIVEN_UP);
    turns.sleep(MILLI * random.nextInt(30));
    return fault.isPresent() ? broken(fault.get(), outbound) : processed(outbound);
  }

  /** The deadline is checked just before the first byte is written. */
  boolean isLate(Outbound outbound) {
    return time.nanos() > outbound.sendBefore();
  }

  private Evidence broken(Fault fault, Outbound outbound) {
    return switch (fault) {
      case NOT_CONNECTED -> new Evidence.NotSent("connect-failed", "no connection", false);
      case CUT_BEFORE_EFFECT -> unknown("connection-reset");
      case CUT_AFTER_EFFECT -> {
        Evidence answer = processed(outbound);
        yield answer instanceof Evidence.Rejected ? answer : unknown("end-of-stream");
      }
      case STILL_TRAVELLING -> {
        ledger.landsLater(outbound, (long) (SETTLE.toNanos() * random.nextDouble()));
        yield unknown("connection-reset");
      }
      case SERVER_ERROR -> serverError(outbound);
      case BUSY ->
          new Evidence.NotProcessed(
              "busy",
              "try later",
              random.nextBoolean()
                  ? Optional.empty()
                  : Optional.of(Duration.ofSeconds(random.nextInt(30))));
      case SLOW -> slow(outbound);
      case ELSEWHERE -> ledger.refuses(outbound) ? refused("elsewhere") : processed(outbound);
      case GIVEN_UP -> ledger.refuses(outbound) ? refused("given-up") : processed(outbound);
      default -> refused("closed-period");
    };
  }

  static Evidence refused(String code) {
    return new Evidence.Rejected(code, code, FailureClass.BUSINESS_RULE);
  }

  /** What the rules of {@link SimulatedLandscapes} read; where none asks, there is nothing. */
  private static Exchange refusal(String code) {
    if (!code.equals("elsewhere") && !code.equals("given-up")) {
      return EXCHANGE;
    }
    ObjectNode facts = JsonNodeFactory.instance.objectNode();
    facts.putObject("error").put("code", code);
    return new Exchange("", "", OptionalInt.empty(), Duration.ZERO, facts);
  }

  private Evidence serverError(Outbound outbound) {
    switch (random.nextInt(3)) {
      case 0 -> {}
      case 1 -> {
        Evidence ignored = processed(outbound);
      }
      default -> ledger.landsLater(outbound, (long) (SETTLE.toNanos() * random.nextDouble()));
    }
    return unknown("http-500");
  }

  private Evidence slow(Outbound outbound) {
    long takes = MILLI * random.nextInt(9_000);
    long patience = outbound.answerBefore() - time.nanos();
    if (takes <= patience) {
      turns.sleep(takes);
      return processed(outbound);
    }
    ledger.landsLater(outbound, takes);
    turns.sleep(Math.max(0, patience));
    return unknown("timeout");
  }

  private Evidence processed(Outbound outbound) {
    if (outbound.content().path("poison").asBoolean(false)) {
      return new Evidence.Rejected("unit-mismatch", "no such unit", FailureClass.DATA_QUALITY);
    }
    if (outbound.content().has("crashes")) {
      return unknown("http-500");
    }
    if (ledger.isRefused(outbound)) {
      return refused("elsewhere");
    }
    long lag = swarm.strikes(Fault.SEEN_LATE) ? (long) (SETTLE.toNanos() * random.nextDouble()) : 0;
    return switch (ledger.apply(outbound, lag)) {
      case NEW, REPEATED -> new Evidence.Accepted(Optional.of("DOC"));
      case TAKEN -> new Evidence.Rejected("number-taken", "exists", FailureClass.DUPLICATE);
    };
  }

  Evidence unknown(String code) {
    return new Evidence.Unknown(code, code);
  }

  @Override
  public ProbeAnswer probe(Outbound outbound) {
    called(outbound, "ask");
    turns.sleep(MILLI * random.nextInt(30));
    if (time.nanos() < outUntil) {
      return new ProbeAnswer.NotAsked(new Evidence.NotSent("down", "it is down", true), EXCHANGE);
    }
    if (swarm.strikes(Fault.PROBE_UNCLEAR)) {
      return unclear();
    }
    return ledger
        .seen(outbound)
        .<ProbeAnswer>map(document -> new ProbeAnswer.Found(document, EXCHANGE))
        .orElseGet(this::absent);
  }

  final ProbeAnswer absent() {
    return new ProbeAnswer.Absent(EXCHANGE);
  }

  ProbeAnswer unclear() {
    return new ProbeAnswer.Inconclusive("no clear answer", EXCHANGE);
  }

  @Override
  public Reachability reach() {
    turns.pass();
    return time.nanos() < outUntil
        ? new Reachability.Unreachable("connection refused")
        : new Reachability.Reachable();
  }

  private void called(Outbound outbound, String kind) {
    history.accept(
        new Fact.Called(time.trueMillis(), system, outbound.delivery().toString(), kind));
  }

  @Override
  public void close() {}
}
