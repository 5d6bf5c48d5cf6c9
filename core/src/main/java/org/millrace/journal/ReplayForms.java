package org.millrace.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.millrace.journal.ReplayPlan.Pace;
import org.millrace.journal.ReplayPlan.Scope;
import org.millrace.message.Actor;
import org.millrace.message.BusinessStatus;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;
import org.millrace.message.MessageId;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The stored forms of replay plans. */
final class ReplayForms {

  private final JsonMapper json;

  ReplayForms(JsonMapper json) {
    this.json = json;
  }

  String text(Map<String, String> documents) {
    return json.writeValueAsString(new TreeMap<>(documents));
  }

  ReplayPlan plan(ResultSet row) throws SQLException {
    int landscape = row.getInt("landscape");
    boolean planned = !row.wasNull();
    return new ReplayPlan(
        row.getLong("number"),
        ReplayState.valueOf(row.getString("state")),
        new ReplayPlan.Order(
            ReplayMode.valueOf(row.getString("mode")),
            scope(row),
            json.readValue(row.getString("documents"), new TypeReference<Map<String, String>>() {}),
            new Pace(row.getInt("rate"), row.getInt("under_way"), row.getInt("stop_after")),
            row.getString("reason")),
        Actor.of(row.getString("planned_by")),
        planned ? Optional.of(landscape) : Optional.empty(),
        row.getBoolean("four_eyes"),
        Optional.ofNullable(row.getString("hash")),
        Optional.ofNullable(row.getString("approved_by")).map(Actor::of));
  }

  private static Scope scope(ResultSet row) throws SQLException {
    long number = row.getLong("case_number");
    return row.wasNull()
        ? new Scope.Accepted(
            at(row, "since"),
            at(row, "until"),
            Optional.ofNullable(row.getString("flow")),
            Optional.ofNullable(row.getString("system")),
            Optional.ofNullable(row.getString("key_prefix")))
        : new Scope.OfCase(number);
  }

  private static Instant at(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static ReplayEntry.Candidate candidate(ResultSet row) throws SQLException {
    return new ReplayEntry.Candidate(
        new DeliveryId(new MessageId(row.getObject("message", UUID.class)), row.getInt("step")),
        row.getString("flow"),
        row.getString("system"),
        row.getLong("lane"),
        DeliveryState.valueOf(row.getString("state")),
        BusinessStatus.valueOf(row.getString("business")),
        row.getInt("attempts"),
        row.getString("business_key"),
        Optional.ofNullable(row.getString("code")),
        row.getBoolean("needs_approval"),
        Optional.ofNullable(row.getString("reference")));
  }

  /** A plan's hash: all that would happen, and all that it follows from. */
  String hash(ReplayPlan plan, int landscape, String facts) {
    ReplayPlan.Order order = plan.order();
    String whole =
        String.join(
            "\n",
            List.of(
                Long.toString(plan.number()),
                order.mode().name(),
                order.scope().toString(),
                text(order.documents()),
                order.pace().toString(),
                Integer.toString(landscape),
                facts));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(whole.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
