package org.millrace.bench.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.millrace.proof.Fact;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the history of a process run: what was accepted from the senders' list, effects from the
 * targets' own ledgers, all else from the journal's rows.
 */
final class ProcessHistory {

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * By number where a flow has numbers, since that is the order in which a key's effects must come.
   * One that waited for an earlier number waits for the one with the number before it.
   */
  private static final String STORED =
      """
      select m.id, m.flow, m.business_key, m.order_key, m.landscape_version, d.step, d.system,
        case
          when d.after_step > 0 then m.id || ':' || d.after_step
          when d.state = 'BLOCKED' or exists (select 1 from transition t where t.message = m.id
            and t.step = d.step and t.from_state = 'BLOCKED')
          then coalesce(lag(m.id || ':' || d.step) over (partition by d.lane order by m.sequence),
            'a number that did not come')
          else '' end
      from message m join delivery d on d.message = m.id order by coalesce(m.sequence, 0), m.id,
        d.step
      """;

  /**
   * An attempt's end is when its result was known; a transition's moment is the database's. Both
   * clocks are this machine's.
   */
  private static final String MOVED =
      """
      select message, step, at, from_state, to_state, by, number, counted, evidence from (
        select message, step, started_at + took_us * interval '1 microsecond' as at, from_state,
          to_state, 'attempt' as by, number,
          failure_class is not null and failure_class <> 'OUTAGE' as counted, evidence
        from attempt
        union all
        select message, step, at, from_state, to_state,
          case when actor like 'person:%' then 'person' else 'platform' end, 0, false, ''
        from transition) moved
      order by at, number
      """;

  private static final String STANDS =
      """
      select d.message, d.step, d.state, d.attempts, d.case_number is not null
      from delivery d join message m on m.id = d.message
      order by coalesce(m.sequence, 0), d.message, d.step
      """;

  private static final Pattern LANDSCAPE = Pattern.compile("L(\\d+)/.*");

  private final Journal journal;
  private final Map<String, String> deliveries = new HashMap<>();
  private final Map<String, String> messages = new HashMap<>();

  /**
   * @param journal of a running database
   */
  ProcessHistory(Journal journal) {
    this.journal = journal;
  }

  /**
   * @param accepted the senders' list
   * @param ledgers the targets' ledgers by system
   */
  void tell(Path accepted, Map<String, Path> ledgers, Consumer<Fact> to)
      throws IOException, SQLException {
    try (Connection connection = journal.connect();
        Statement statement = connection.createStatement()) {
      stored(statement, to);
      for (Map.Entry<String, Path> ledger : ledgers.entrySet()) {
        effects(ledger.getKey(), ledger.getValue(), to);
      }
      acknowledged(accepted, to);
      moved(statement, to);
      stands(statement, to);
    }
    to.accept(new Fact.Ended(0));
  }

  private void stored(Statement statement, Consumer<Fact> to) throws SQLException {
    try (ResultSet row = statement.executeQuery(STORED)) {
      while (row.next()) {
        String message = row.getString(1);
        String key = row.getString(2) + "/" + row.getString(3);
        String delivery = message + ":" + row.getInt(6);
        String lane = row.getString(2) + "/" + row.getInt(6) + "/" + row.getString(4);
        messages.put(row.getString(7) + "/" + row.getString(3), message + " " + key);
        deliveries.put(row.getString(7) + "/" + row.getString(3), delivery);
        to.accept(
            new Fact.Stored(
                0,
                key,
                message,
                row.getInt(5),
                List.of(
                    new Fact.Planned(delivery, row.getString(7), lane, row.getString(8), false))));
      }
    }
  }

  private void effects(String system, Path ledger, Consumer<Fact> to) throws IOException {
    for (String line : lines(ledger)) {
      JsonNode effect = JSON.readTree(line);
      String key =
          key(system, effect.path("orderKey").stringValue(), effect.path("sequence").asInt(-1));
      Matcher landscape = LANDSCAPE.matcher(effect.path("reference").asString(""));
      int version = landscape.matches() ? Integer.parseInt(landscape.group(1)) : 0;
      to.accept(
          new Fact.Effect(
              0, system, deliveries.getOrDefault(key, "never accepted: " + key), version));
    }
  }

  private void acknowledged(Path accepted, Consumer<Fact> to) throws IOException {
    for (String line : lines(accepted)) {
      String[] parts = line.split(" ", -1);
      int slash = parts[0].indexOf('/');
      String key =
          key(
              parts[0].substring(0, slash),
              parts[0].substring(slash + 1),
              Integer.parseInt(parts[1]));
      String[] known = messages.getOrDefault(key, "nowhere " + key).split(" ", 2);
      // What the node told the sender, if it did.
      to.accept(new Fact.Acknowledged(0, known[1], parts.length > 2 ? parts[2] : known[0]));
    }
  }

  private static void moved(Statement statement, Consumer<Fact> to) throws SQLException {
    try (ResultSet row = statement.executeQuery(MOVED)) {
      while (row.next()) {
        to.accept(
            new Fact.Moved(
                row.getTimestamp(3).getTime(),
                row.getString(1) + ":" + row.getInt(2),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getInt(7),
                row.getBoolean(8),
                row.getString(9)));
      }
    }
  }

  private static void stands(Statement statement, Consumer<Fact> to) throws SQLException {
    try (ResultSet row = statement.executeQuery(STANDS)) {
      while (row.next()) {
        to.accept(
            new Fact.Stands(
                0,
                row.getString(1) + ":" + row.getInt(2),
                row.getString(3),
                row.getInt(4),
                row.getBoolean(5)));
      }
    }
  }

  /** As the kill run's postings make their keys. */
  private static String key(String system, String order, int sequence) {
    return system.equals("wms")
        ? "wms/MV-" + order + "-" + sequence
        : "erp/" + order + "/" + sequence;
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : new ArrayList<>();
  }
}
