package org.millrace.monitoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.millrace.failure.CaseState;
import org.millrace.landscape.Criticality;

/** How far a case's escalation is, and what comes next by the landscape in force. */
final class Escalations {

  private Escalations() {}

  /**
   * @param since when the case was opened, or opened again
   */
  static Optional<CaseItem.Escalated> of(ResultSet row, Criticality criticality, Instant since)
      throws SQLException {
    Optional<String> to = Reading.text(row, "escalated_to");
    List<Criticality.Escalation> steps = criticality.escalation();
    if (steps.isEmpty() && to.isEmpty()) {
      return Optional.empty();
    }
    boolean closed = row.getObject("closed_at") != null;
    boolean seen = row.getObject("acknowledged_at") != null;
    boolean aside = row.getBoolean("snoozed");
    Duration stood =
        Duration.ofMillis((long) (row.getDouble("paused_seconds") * 1_000)).plus(aside(row));
    Optional<CaseItem.Next> next =
        closed
            ? Optional.empty()
            : IntStream.range(Math.min(row.getInt("escalated"), steps.size()), steps.size())
                .mapToObj(steps::get)
                .filter(step -> !seen || step.unless() == Criticality.Unless.CLOSED)
                .findFirst()
                .map(step -> new CaseItem.Next(step.to(), since.plus(stood).plus(step.after())));
    return Optional.of(
        new CaseItem.Escalated(
            to, Reading.instantIfAny(row, "escalated_at"), next, aside && next.isPresent()));
  }

  /** How long it is put aside; nothing if it came back because it has grown. */
  private static Duration aside(ResultSet row) throws SQLException {
    Optional<Instant> from = Reading.instantIfAny(row, "snoozed_at");
    Optional<Instant> until = Reading.instantIfAny(row, "snoozed_until");
    boolean grown =
        row.getLong("members") >= CaseState.GROWN * Math.max(1L, row.getLong("snoozed_members"));
    return from.isEmpty() || until.isEmpty() || grown
        ? Duration.ZERO
        : Duration.between(from.get(), until.get());
  }
}
