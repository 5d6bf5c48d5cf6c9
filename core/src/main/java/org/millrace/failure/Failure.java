package org.millrace.failure;

import java.time.Duration;
import java.util.Optional;

/**
 * What went wrong with one attempt, as a value. Each kind has one owner and leads to one kind of
 * default decision; the code names the exact reason and is stable, so that failures can be counted
 * and rules can refer to them.
 */
public sealed interface Failure {

  /** Stable kebab-case code, for example {@code closed-period}. */
  String code();

  /** What happened, for a person, without payload or secrets. */
  String detail();

  Owner owner();

  FailureClass kind();

  /**
   * Expected to pass by itself; nothing was processed.
   *
   * @param notBefore the shortest wait the target asked for (Retry-After)
   */
  record Transient(String code, String detail, Optional<Duration> notBefore) implements Failure {
    @Override
    public Owner owner() {
      return Owner.PLATFORM;
    }

    @Override
    public FailureClass kind() {
      return FailureClass.TRANSIENT;
    }
  }

  /** The target cannot work for anybody at present: connection refused, credentials expired. */
  record Outage(String code, String detail) implements Failure {
    @Override
    public Owner owner() {
      return Owner.INTEGRATION_OPERATIONS;
    }

    @Override
    public FailureClass kind() {
      return FailureClass.OUTAGE;
    }
  }

  /** A request may have left and nothing proves what became of it. */
  record UnknownOutcome(String code, String detail) implements Failure {
    @Override
    public Owner owner() {
      return Owner.INTEGRATION_OPERATIONS;
    }

    @Override
    public FailureClass kind() {
      return FailureClass.UNKNOWN_OUTCOME;
    }
  }

  /**
   * The content is wrong for the target; sending it again unchanged cannot help.
   *
   * @param releaseOn business event that lets it go by itself, if one is declared
   */
  record DataQuality(String code, String detail, Optional<AwaitedEvent> releaseOn)
      implements Failure {
    @Override
    public Owner owner() {
      return Owner.BUSINESS_SUPPORT;
    }

    @Override
    public FailureClass kind() {
      return FailureClass.DATA_QUALITY;
    }
  }

  /**
   * The target's business rules refuse it as things stand.
   *
   * @param releaseOn business event that lets it go by itself, if one is declared
   */
  record BusinessRule(String code, String detail, Optional<AwaitedEvent> releaseOn)
      implements Failure {
    @Override
    public Owner owner() {
      return Owner.FINANCE_OR_OPERATIONS;
    }

    @Override
    public FailureClass kind() {
      return FailureClass.BUSINESS_RULE;
    }
  }

  /**
   * The target has the business key already.
   *
   * @param sameContent whether it is proven to be the same document
   */
  record Duplicate(String code, String detail, boolean sameContent) implements Failure {
    @Override
    public Owner owner() {
      return Owner.GOVERNANCE;
    }

    @Override
    public FailureClass kind() {
      return FailureClass.DUPLICATE;
    }
  }
}
