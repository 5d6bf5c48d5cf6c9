package org.millrace.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.millrace.message.DeliveryState;
import org.millrace.message.MessageId;

/**
 * Makes webhooks due in the transaction that changes their message's state, so that none is lost,
 * whenever the node ends.
 */
final class DueWebhooks {

  /**
   * Two transactions may end two deliveries of one message at the same time, and neither would see
   * that the other was the last but one. The lock lets the second wait for the first; only a later
   * statement sees what the first has committed.
   */
  private static final String LOCK =
      "select message from callback where message = any(?) order by message for update";

  private static final String TELL =
      """
      with stood as (
        select d.message, bool_or(d.state = 'NEEDS_PERSON') as stuck,
          bool_and(d.state in (%1$s)) as ended,
          bool_and(d.state in (%1$s,'DELIVERED')) as delivered
        from delivery d where d.message = any(?) group by d.message
      ), told as (
        insert into webhook (message, event, system, endpoint, state, occurred_at, since, due_at,
          changed_at)
        select s.message,
          case when stuck then 'NEEDS_ATTENTION' when ended then 'COMPLETED' else 'DELIVERED' end,
          c.system, c.endpoint, 'DUE', now(), now(), now(), now()
        from stood s join callback c on c.message = s.message
        where stuck or delivered
        on conflict do nothing
        returning message, event
      ), superseded as (
        update webhook w set state = 'SUPERSEDED', due_at = null, body = null, changed_at = now()
        from told t where w.message = t.message and w.event <> t.event and w.state = 'DUE'
      )
      select count(*) from told
      """
          .formatted(
              Arrays.stream(DeliveryState.values())
                  .filter(DeliveryState::isTerminal)
                  .map(state -> "'" + state.name() + "'")
                  .collect(Collectors.joining(",")));

  private DueWebhooks() {}

  /**
   * Looks at messages after their deliveries have moved, and makes due what their senders want to
   * hear. An earlier webhook of the message that was not taken yet is superseded.
   *
   * @param messages those of them that nobody wants to hear of are passed over
   * @return how many webhooks became due
   */
  static int follow(Connection connection, List<MessageId> messages) throws SQLException {
    if (messages.isEmpty() || !lock(connection, messages)) {
      return 0;
    }
    try (PreparedStatement statement = connection.prepareStatement(TELL)) {
      bind(connection, statement, messages);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  private static boolean lock(Connection connection, List<MessageId> messages) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
      bind(connection, statement, messages);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void bind(
      Connection connection, PreparedStatement statement, List<MessageId> messages)
      throws SQLException {
    var _ = new Columns<>(connection, statement, messages).column("uuid", MessageId::value);
  }
}
