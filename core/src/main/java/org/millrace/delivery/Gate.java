package org.millrace.delivery;

import java.time.Instant;
import java.util.BitSet;
import java.util.Optional;
import org.millrace.journal.Holds;
import org.millrace.landscape.BreakerPolicy;
import org.millrace.message.Actor;

/**
 * Decides how much a target gets at present: everything, nothing, one trial, or a growing share.
 * Belongs to the dispatcher's thread.
 */
final class Gate {

  private final String system;
  private int concurrency;
  private BreakerPolicy policy;

  private TargetSnapshot.Gate state = TargetSnapshot.Gate.OPEN;
  private boolean byPerson;
  private int allowed;
  private int goodSinceStep;
  private final BitSet failed = new BitSet();
  private int counted;
  private int next;

  Gate(String system, int concurrency, BreakerPolicy policy) {
    this.system = system;
    this.concurrency = concurrency;
    this.policy = policy;
  }

  TargetSnapshot.Gate state() {
    return state;
  }

  void declare(int newConcurrency, BreakerPolicy newPolicy) {
    concurrency = newConcurrency;
    if (!newPolicy.equals(policy)) {
      policy = newPolicy;
      forget();
    }
  }

  /** How many requests may be under way at once. */
  int width() {
    return switch (state) {
      case OPEN -> concurrency;
      case CLOSED -> 0;
      case HALF_OPEN -> 1;
      case RAMPING -> Math.min(allowed, concurrency);
    };
  }

  boolean isHeldByPerson() {
    return byPerson;
  }

  java.time.Duration patience() {
    return policy.open();
  }

  /** The target worked; tells whether this ended a hold. */
  boolean worked() {
    count(false);
    switch (state) {
      case HALF_OPEN -> {
        ramp();
        return true;
      }
      case RAMPING -> {
        if (++goodSinceStep >= allowed) {
          goodSinceStep = 0;
          allowed *= 2;
          if (allowed >= concurrency) {
            state = TargetSnapshot.Gate.OPEN;
          }
        }
      }
      case OPEN, CLOSED -> {}
    }
    return false;
  }

  /** The target failed once; returns the hold if that was once too often. */
  Optional<Holds.Hold> failed(Verdict.Failed failure, Instant now) {
    count(true);
    boolean tooOften =
        counted >= policy.window() && failed.cardinality() >= policy.failureRate() * counted;
    boolean trialFailed = state == TargetSnapshot.Gate.HALF_OPEN;
    if (state == TargetSnapshot.Gate.CLOSED || !(tooOften || trialFailed)) {
      return Optional.empty();
    }
    return close(failure.cause(), failure.detail(), now);
  }

  /** The target cannot work; returns the hold unless it is held already. */
  Optional<Holds.Hold> out(Verdict.Out outage, Instant now) {
    if (state == TargetSnapshot.Gate.CLOSED) {
      return Optional.empty();
    }
    return close(outage.cause(), outage.detail(), now);
  }

  void hold(Holds.Hold hold) {
    state = TargetSnapshot.Gate.CLOSED;
    byPerson = hold.kind() == Holds.Hold.Kind.PERSON;
  }

  /** The target answered again: one delivery may try. */
  void reached() {
    if (state == TargetSnapshot.Gate.CLOSED && !byPerson) {
      state = TargetSnapshot.Gate.HALF_OPEN;
    }
  }

  /** A person lets the target go, or there is nothing to try with: from one up to the limit. */
  void ramp() {
    forget();
    byPerson = false;
    allowed = 1;
    goodSinceStep = 0;
    state = concurrency > 1 ? TargetSnapshot.Gate.RAMPING : TargetSnapshot.Gate.OPEN;
  }

  private Optional<Holds.Hold> close(String cause, String detail, Instant now) {
    state = TargetSnapshot.Gate.CLOSED;
    byPerson = false;
    forget();
    return Optional.of(
        new Holds.Hold(system, Holds.Hold.Kind.OUTAGE, cause, detail, now, Actor.PLATFORM));
  }

  private void count(boolean failure) {
    failed.set(next, failure);
    next = (next + 1) % policy.window();
    counted = Math.min(counted + 1, policy.window());
  }

  private void forget() {
    failed.clear();
    counted = 0;
    next = 0;
  }
}
