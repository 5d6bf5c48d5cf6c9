package org.millrace.message;

import java.util.Locale;

/** What the sender of a message can be told of it. The names are stored. */
public enum WebhookEvent {
  /** A delivery of it waits for a person. */
  NEEDS_ATTENTION,
  /** All that was to be delivered has arrived, and a business confirmation is still due. */
  DELIVERED,
  /** Nothing more will change by itself or by a person. */
  COMPLETED;

  private final String type = "message." + name().toLowerCase(Locale.ROOT);

  /** The {@code type} in the webhook's body. */
  public String type() {
    return type;
  }
}
