package org.millrace.bench.probe;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The probe's two tables and its two statements. Append-only: a message is one row, each of its
 * states is one row of the ledger. Each object has one connection and serves one thread.
 */
final class ProbeStore {
  private static final String TABLES =
      """
      create table if not exists probe_message(
        id uuid primary key, idempotency_key text not null, order_key text not null,
        created timestamptz not null default now(), payload bytea not null);
      create table if not exists probe_ledger(
        message uuid not null, event smallint not null, at timestamptz not null default now(),
        detail text)\
      """;

  private static final String ACCEPT =
      """
      with fresh as (
        insert into probe_message(id, idempotency_key, order_key, payload)
        select * from unnest(?::uuid[], ?::text[], ?::text[], ?::bytea[])
        on conflict do nothing returning id),
      noted as (insert into probe_ledger(message, event) select id, 1 from fresh)
      select id from fresh\
      """;

  private static final String DELIVERED =
      "insert into probe_ledger(message, event) select id, 2 from unnest(?::uuid[]) u(id)";

  private final Connection connection;
  private final PreparedStatement accept;
  private final PreparedStatement delivered;

  ProbeStore(String jdbcUrl) throws SQLException {
    connection = DriverManager.getConnection(jdbcUrl);
    try (Statement statement = connection.createStatement()) {
      statement.execute(TABLES);
    }
    accept = connection.prepareStatement(ACCEPT);
    delivered = connection.prepareStatement(DELIVERED);
  }

  /** Stores a batch in one transaction; the ids that were not there before. */
  Set<UUID> accept(List<Entry> batch) throws SQLException {
    int size = batch.size();
    UUID[] ids = new UUID[size];
    String[] idempotencyKeys = new String[size];
    String[] orderKeys = new String[size];
    byte[][] payloads = new byte[size][];
    for (int i = 0; i < size; i++) {
      Entry entry = batch.get(i);
      ids[i] = entry.id;
      idempotencyKeys[i] = entry.idempotencyKey;
      orderKeys[i] = entry.orderKey;
      payloads[i] = entry.body;
    }
    accept.setArray(1, connection.createArrayOf("uuid", ids));
    accept.setArray(2, connection.createArrayOf("text", idempotencyKeys));
    accept.setArray(3, connection.createArrayOf("text", orderKeys));
    accept.setArray(4, connection.createArrayOf("bytea", payloads));
    Set<UUID> fresh = HashSet.newHashSet(size);
    try (ResultSet rows = accept.executeQuery()) {
      while (rows.next()) {
        fresh.add(rows.getObject(1, UUID.class));
      }
    }
    return fresh;
  }

  void delivered(List<Entry> batch) throws SQLException {
    UUID[] ids = batch.stream().map(entry -> entry.id).toArray(UUID[]::new);
    delivered.setArray(1, connection.createArrayOf("uuid", ids));
    int rows = delivered.executeUpdate();
    if (rows != ids.length) {
      throw new IllegalStateException(rows + " of " + ids.length + " deliveries noted");
    }
  }
}
