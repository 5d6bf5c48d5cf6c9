package org.millrace.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes the outcomes of records. */
final class BatchRows {

  private static final String TAKEN =
      """
      insert into batch_record (batch, index, key, outcome, message)
      select ?, index, key, 'TAKEN', message from unnest(?::int[], ?::text[], ?::uuid[])
        as t(index, key, message)
      """;

  private static final String OTHERS =
      """
      insert into batch_record (batch, index, key, outcome, message, code, detail, errors)
      select ?, * from unnest(?::int[], ?::text[], ?::text[], ?::uuid[], ?::text[], ?::text[],
        ?::text[])
      on conflict do nothing
      """;

  private record Taken(BatchMark.Entry entry, Receipt receipt) {}

  private BatchRows() {}

  /** Marks what is taken in the transaction under way. */
  static void taken(Connection connection, BatchMark mark, List<Receipt> receipts)
      throws SQLException {
    List<Taken> taken = new ArrayList<>();
    for (int i = 0; i < receipts.size(); i++) {
      if (receipts.get(i) instanceof Receipt.Accepted) {
        taken.add(new Taken(mark.records().get(i), receipts.get(i)));
      }
    }
    if (taken.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(TAKEN)) {
      statement.setObject(1, mark.batch());
      var _ =
          new Columns<>(connection, statement, taken, 1)
              .column("int4", t -> t.entry().index())
              .text(t -> t.entry().key().orElse(null))
              .column("uuid", t -> t.receipt().message().value());
      statement.executeUpdate();
    }
  }

  static void others(Connection connection, UUID batch, List<Batches.Outcome> outcomes)
      throws SQLException {
    if (outcomes.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(OTHERS)) {
      statement.setObject(1, batch);
      var _ =
          new Columns<>(connection, statement, outcomes, 1)
              .column("int4", Batches.Outcome::index)
              .text(o -> o.key().orElse(null))
              .text(BatchRows::word)
              .column("uuid", BatchRows::message)
              .text(o -> of(o, Batches.Outcome.Refused::code))
              .text(o -> of(o, Batches.Outcome.Refused::detail))
              .text(o -> of(o, Batches.Outcome.Refused::errors));
      statement.executeUpdate();
    }
  }

  private static String word(Batches.Outcome outcome) {
    return switch (outcome) {
      case Batches.Outcome.Repeated repeated -> "REPEATED";
      case Batches.Outcome.Refused refused -> "REFUSED";
    };
  }

  private static @Nullable Object message(Batches.Outcome outcome) {
    return switch (outcome) {
      case Batches.Outcome.Repeated repeated -> repeated.message().value();
      case Batches.Outcome.Refused refused -> null;
    };
  }

  private static @Nullable String of(
      Batches.Outcome outcome, Function<Batches.Outcome.Refused, String> part) {
    return outcome instanceof Batches.Outcome.Refused refused ? part.apply(refused) : null;
  }
}
