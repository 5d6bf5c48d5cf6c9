package org.millrace.journal;

import java.sql.PreparedStatement;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.millrace.landscape.Landscape.StepTo;
import org.millrace.message.Actor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds over PostgreSQL. An outage is one case as long as it lasts: somebody may have to see to it,
 * and hears of it once.
 */
public final class PostgresHolds implements Holds {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresHolds.class);

  private static final String HOLD =
      """
      insert into target_hold (system, kind, cause, detail, since, actor)
      values (:system, :kind, :cause, :detail, :since, :actor)
      on conflict (system) do update set kind = excluded.kind,
        cause = excluded.cause, detail = excluded.detail, actor = excluded.actor
      where target_hold.kind <> 'PERSON' or excluded.kind = 'PERSON'
      returning xmax = 0 as fresh
      """;

  private final Jdbi jdbi;
  private final Function<String, Optional<StepTo>> mostCriticalTo;

  /**
   * @param mostCriticalTo under which step a system's outage is told; if under none, it is no case
   */
  public PostgresHolds(Jdbi jdbi, Function<String, Optional<StepTo>> mostCriticalTo) {
    this.jdbi = jdbi;
    this.mostCriticalTo = mostCriticalTo;
  }

  @Override
  public List<Hold> all() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select system, kind, cause, detail, since, actor from target_hold")
                .map(
                    (row, context) ->
                        new Hold(
                            row.getString("system"),
                            Hold.Kind.valueOf(row.getString("kind")),
                            row.getString("cause"),
                            row.getString("detail"),
                            row.getObject("since", OffsetDateTime.class).toInstant(),
                            Actor.of(row.getString("actor"))))
                .list());
  }

  @Override
  public void hold(Hold hold) {
    jdbi.useTransaction(
        handle -> {
          boolean begins =
              handle
                  .createQuery(HOLD)
                  .bind("system", hold.system())
                  .bind("kind", hold.kind().name())
                  .bind("cause", hold.cause())
                  .bind("detail", Columns.storable(hold.detail()))
                  .bind("since", hold.since())
                  .bind("actor", hold.actor().label())
                  .mapTo(Boolean.class)
                  .findOne()
                  .orElse(false);
          if (begins && hold.kind() == Hold.Kind.OUTAGE) {
            mostCriticalTo.apply(hold.system()).ifPresent(step -> openCase(handle, hold, step));
          }
        });
    LOG.atWarn()
        .addKeyValue("system", hold.system())
        .addKeyValue("cause", hold.cause())
        .addKeyValue("actor", hold.actor().label())
        .log("target held: {}", hold.detail());
  }

  private static void openCase(Handle handle, Hold hold, StepTo told) {
    Database.with(
        handle,
        connection -> {
          CaseEntry outage = CaseEntry.of(told.flow(), told.step(), hold);
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "update target_hold set case_number = ? where system = ?")) {
            statement.setLong(1, CaseRows.open(connection, outage));
            statement.setString(2, hold.system());
            statement.executeUpdate();
          }
        });
  }

  @Override
  public void release(String system, Actor actor, String reason) {
    jdbi.useTransaction(
        handle ->
            handle
                .createQuery("delete from target_hold where system = :system returning case_number")
                .bind("system", system)
                .mapTo(Long.class)
                .findOne()
                .ifPresent(
                    number ->
                        Database.with(
                            handle,
                            connection ->
                                new CaseDepartures(connection, actor, reason).over(number))));
    LOG.atInfo()
        .addKeyValue("system", system)
        .addKeyValue("actor", actor.label())
        .log("target released: {}", reason);
  }
}
