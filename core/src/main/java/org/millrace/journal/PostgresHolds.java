package org.millrace.journal;

import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.millrace.message.Actor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds over PostgreSQL. */
public final class PostgresHolds implements Holds {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresHolds.class);

  private final Jdbi jdbi;

  public PostgresHolds(Jdbi jdbi) {
    this.jdbi = jdbi;
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
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into target_hold (system, kind, cause, detail, since, actor)
                    values (:system, :kind, :cause, :detail, :since, :actor)
                    on conflict (system) do update set kind = excluded.kind,
                      cause = excluded.cause, detail = excluded.detail, actor = excluded.actor
                    where target_hold.kind <> 'PERSON' or excluded.kind = 'PERSON'
                    """)
                .bind("system", hold.system())
                .bind("kind", hold.kind().name())
                .bind("cause", hold.cause())
                .bind("detail", Columns.storable(hold.detail()))
                .bind("since", hold.since())
                .bind("actor", hold.actor().label())
                .execute());
    LOG.atWarn()
        .addKeyValue("system", hold.system())
        .addKeyValue("cause", hold.cause())
        .addKeyValue("actor", hold.actor().label())
        .log("target held: {}", hold.detail());
  }

  @Override
  public void release(String system, Actor actor, String reason) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate("delete from target_hold where system = :system")
                .bind("system", system)
                .execute());
    LOG.atInfo()
        .addKeyValue("system", system)
        .addKeyValue("actor", actor.label())
        .log("target released: {}", reason);
  }
}
