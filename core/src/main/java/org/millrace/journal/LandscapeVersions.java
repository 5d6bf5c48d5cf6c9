package org.millrace.journal;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.millrace.message.Actor;

/** Every landscape that was ever applied, with who and when. */
public final class LandscapeVersions {

  private final Jdbi jdbi;

  public LandscapeVersions(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * An applied version.
   *
   * @param number counted from 1
   * @param digest hash of its files
   */
  public record Version(
      int number, String name, String environment, String digest, Instant appliedAt, Actor actor) {}

  /** The version in force. */
  public Optional<Version> latest() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select number, name, environment, digest, applied_at, actor
                    from landscape_version order by number desc limit 1
                    """)
                .map(
                    (row, context) ->
                        new Version(
                            row.getInt("number"),
                            row.getString("name"),
                            row.getString("environment"),
                            row.getString("digest"),
                            row.getObject("applied_at", OffsetDateTime.class).toInstant(),
                            Actor.of(row.getString("actor"))))
                .findOne());
  }

  /** The files of a version, zipped, with the environment they were applied for. */
  public Optional<Files> files(int number) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select environment, files from landscape_version where number = :number")
                .bind("number", number)
                .map(
                    (row, context) ->
                        new Files(row.getString("environment"), row.getBytes("files")))
                .findOne());
  }

  /** Keeps a new version and returns its number. */
  public int add(String name, String environment, String digest, byte[] zip, Actor actor) {
    return jdbi.inTransaction(
        handle -> {
          handle.execute("lock table landscape_version in exclusive mode");
          return handle
              .createQuery(
                  """
                  insert into landscape_version (number, name, environment, digest, files, actor)
                  select coalesce(max(number), 0) + 1, :name, :environment, :digest, :files, :actor
                  from landscape_version
                  returning number
                  """)
              .bind("name", name)
              .bind("environment", environment)
              .bind("digest", digest)
              .bind("files", zip)
              .bind("actor", actor.label())
              .mapTo(Integer.class)
              .one();
        });
  }

  /** The zipped files of a version. */
  public static final class Files {
    private final String environment;
    private final byte[] zip;

    Files(String environment, byte[] zip) {
      this.environment = environment;
      this.zip = zip;
    }

    public String environment() {
      return environment;
    }

    public byte[] zip() {
      return zip;
    }
  }
}
