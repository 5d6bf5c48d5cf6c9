package org.millrace.monitoring;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.millrace.message.MessageId;
import org.millrace.message.WebhookEvent;

/** Reads what a message's sender is told. */
final class CallbackRows {

  private CallbackRows() {}

  static Optional<MessageDetail.Callback> of(Handle handle, MessageId id) {
    return handle
        .createQuery("select endpoint from callback where message = :id")
        .bind("id", id.value())
        .mapTo(String.class)
        .findOne()
        .map(
            endpoint ->
                new MessageDetail.Callback(
                    endpoint,
                    handle
                        .createQuery(
                            """
                            select event, state, occurred_at, tries, due_at, status, detail
                            from webhook where message = :id order by occurred_at
                            """)
                        .bind("id", id.value())
                        .map(
                            (rs, context) ->
                                new MessageDetail.Webhook(
                                    WebhookEvent.valueOf(rs.getString("event")).type(),
                                    Words.kebab(rs.getString("state")),
                                    Reading.instant(rs, "occurred_at"),
                                    rs.getInt("tries"),
                                    Reading.instantIfAny(rs, "due_at"),
                                    Reading.intIfAny(rs, "status"),
                                    Reading.text(rs, "detail")))
                        .list()));
  }
}
