package org.millrace.notification;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import org.millrace.message.WebhookEvent;

/** Puts a job into a webhook's body (Standard Webhooks, "Payload structure"). */
final class WebhookBody {

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private WebhookBody() {}

  /**
   * @param job the job as JSON, as its sender can read it
   */
  static byte[] of(WebhookEvent event, Instant occurredAt, byte[] job) {
    ByteArrayOutputStream body = new ByteArrayOutputStream(job.length + 100);
    String head =
        "{\"type\":\"%s\",\"timestamp\":\"%s\",\"data\":"
            .formatted(event.type(), TIME.format(occurredAt));
    body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    body.writeBytes(job);
    body.write('}');
    return body.toByteArray();
  }
}
