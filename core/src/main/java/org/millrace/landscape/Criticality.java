package org.millrace.landscape;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A class of flows: how soon a case of theirs wants somebody, and who hears of it when nobody
 * comes.
 *
 * @param due when somebody should have taken care of a case, counted from its opening
 * @param escalation steps in the order of their times
 */
public record Criticality(String name, Duration due, List<Escalation> escalation) {

  /** The class of flows that name none. */
  public static final String NORMAL = "normal";

  /** Classes that need not be declared; a landscape may declare them otherwise. */
  public static final Map<String, Criticality> STANDARD =
      Map.of(
          "critical",
          new Criticality("critical", Duration.ofMinutes(30), List.of()),
          "high",
          new Criticality("high", Duration.ofHours(2), List.of()),
          NORMAL,
          new Criticality(NORMAL, Duration.ofHours(8), List.of()),
          "low",
          new Criticality("low", Duration.ofDays(1), List.of()));

  public Criticality {
    escalation = List.copyOf(escalation);
  }

  /**
   * One step of an escalation.
   *
   * @param after counted from the opening of the case, or from when it opened again
   * @param to who hears of it: a role or a team, as the plant calls it
   * @param unless what makes the step unnecessary
   */
  public record Escalation(Duration after, String to, Unless unless) {}

  /** What makes a step unnecessary. */
  public enum Unless {
    /** Somebody has seen the case, or it is closed. */
    ACKNOWLEDGED,
    /** It is closed. */
    CLOSED
  }
}
