package org.millrace.access;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.millrace.message.Actor;

/** The table of API keys. Thread-safe. The database never sees a key, only its hash. */
public final class Keys {

  /** Most keys that are in force at a time; all of them are held in memory. */
  static final int MOST_IN_FORCE = 10_000;

  /** Revoked and expired ones included. */
  private static final int MOST_LISTED = 1_000;

  private final Jdbi jdbi;
  private final SecureRandom random;
  private final InstantSource clock;

  public Keys(Jdbi jdbi, SecureRandom random, InstantSource clock) {
    this.jdbi = jdbi;
    this.random = random;
    this.clock = clock;
  }

  /**
   * A key as the list shows it.
   *
   * @param prefix its public part
   * @param system whose it is
   */
  public record Listed(
      String prefix,
      String system,
      Permissions permissions,
      Instant createdAt,
      String createdBy,
      Optional<Instant> expiresAt,
      Optional<Instant> revokedAt,
      Optional<Instant> lastUsed) {}

  /**
   * A new key.
   *
   * @param text the key itself, which can never be read again
   */
  public record Created(String text, Listed listed) {
    @Override
    public String toString() {
      return "Created[" + listed.prefix() + "]";
    }
  }

  /** Makes a key. */
  public Created create(
      String system, Permissions permissions, Optional<Instant> expiresAt, Actor by) {
    String text = ApiKey.generate(random);
    Instant now = clock.instant();
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into api_key (prefix, hash, system, may, created_at, created_by, expires_at)
                    values (:prefix, :hash, :system, :may, :now, :by, :expires)
                    """)
                .bind("prefix", ApiKey.prefix(text))
                .bind("hash", KeyHash.of(text).bytes())
                .bind("system", system)
                .bindArray("may", String.class, permissions.labels())
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("by", by.label())
                .bind("expires", expiresAt.map(e -> e.atOffset(ZoneOffset.UTC)).orElse(null))
                .execute());
    return new Created(
        text,
        new Listed(
            ApiKey.prefix(text),
            system,
            permissions,
            now,
            by.label(),
            expiresAt,
            Optional.empty(),
            Optional.empty()));
  }

  /** The newest {@value #MOST_LISTED} keys, newest first. */
  public List<Listed> list() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select prefix, system, may, created_at, created_by, expires_at, revoked_at,
                      last_used
                    from api_key order by created_at desc, prefix limit :limit
                    """)
                .bind("limit", MOST_LISTED)
                .map((rs, context) -> listed(rs))
                .list());
  }

  private static Listed listed(ResultSet rs) throws SQLException {
    return new Listed(
        rs.getString("prefix"),
        rs.getString("system"),
        permissions(rs),
        rs.getObject("created_at", OffsetDateTime.class).toInstant(),
        rs.getString("created_by"),
        instant(rs, "expires_at"),
        instant(rs, "revoked_at"),
        instant(rs, "last_used"));
  }

  /**
   * @return whether there was such a key in force
   */
  boolean revoke(String prefix) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        "update api_key set revoked_at = :now where prefix = :prefix and revoked_at"
                            + " is null")
                    .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .bind("prefix", prefix)
                    .execute())
        == 1;
  }

  /** A key in force, as calls are checked against it. */
  record Stored(
      String prefix,
      KeyHash hash,
      String system,
      Permissions permissions,
      Optional<Instant> ends) {}

  List<Stored> inForce() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select prefix, hash, system, may, expires_at from api_key
                    where revoked_at is null and (expires_at is null or expires_at > :now)
                    order by created_at desc limit :limit
                    """)
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .bind("limit", MOST_IN_FORCE)
                .map(
                    (rs, context) ->
                        new Stored(
                            rs.getString("prefix"),
                            new KeyHash(rs.getBytes("hash")),
                            rs.getString("system"),
                            permissions(rs),
                            instant(rs, "expires_at")))
                .list());
  }

  void used(Map<String, Instant> lastUses) {
    jdbi.useHandle(
        handle -> {
          var batch =
              handle.prepareBatch(
                  """
                  update api_key set last_used = greatest(coalesce(last_used, :at), :at)
                  where prefix = :prefix
                  """);
          lastUses.forEach(
              (prefix, at) ->
                  batch.bind("prefix", prefix).bind("at", at.atOffset(ZoneOffset.UTC)).add());
          batch.execute();
        });
  }

  private static Permissions permissions(ResultSet rs) throws SQLException {
    List<String> labels = Arrays.asList((String[]) rs.getArray("may").getArray());
    List<String> unknown = Permissions.unknown(labels);
    // A permission of a later version, after a step back, must not lock everybody out.
    return Permissions.of(labels.stream().filter(label -> !unknown.contains(label)).toList());
  }

  private static Optional<Instant> instant(ResultSet rs, String column) throws SQLException {
    @Nullable OffsetDateTime at = rs.getObject(column, OffsetDateTime.class);
    return Optional.ofNullable(at).map(OffsetDateTime::toInstant);
  }
}
