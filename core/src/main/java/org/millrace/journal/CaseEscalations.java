package org.millrace.journal;

import java.time.Duration;
import java.util.List;

/** Tells others of cases that nobody has taken care of in time. Thread-safe. */
public interface CaseEscalations {

  /** Most cases that one call looks at. */
  int MOST_AT_ONCE = 200;

  /**
   * A step of the escalation of a flow's cases.
   *
   * @param step from 0
   * @param to who hears of it
   * @param unlessSeen whether it is passed over once somebody has seen the case
   */
  record Rule(String flow, int step, Duration after, String to, boolean unlessSeen) {}

  /**
   * Where it is to be told by a webhook.
   *
   * @param endpoint the declared destination that covers the URL
   * @param to those whose escalations it hears of; everybody's, if there are none
   */
  record Subscriber(String system, String endpoint, String url, List<String> to) {
    public Subscriber {
      to = List.copyOf(to);
    }

    boolean concerns(String somebody) {
      return to.isEmpty() || to.contains(somebody);
    }
  }

  /**
   * Takes the next step of cases whose time has come, each case one step; each step is taken once,
   * with the line in the case's history and the webhooks that tell of it.
   *
   * @return how many steps were taken or passed over; more may be due if there were any
   */
  int escalate(List<Rule> rules, List<Subscriber> subscribers);
}
