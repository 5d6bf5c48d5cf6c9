package org.millrace.message;

import java.util.Locale;

/** What systems can be told of messages and cases. The names are stored. */
public enum WebhookEvent {
  /** A delivery of it waits for a person. */
  NEEDS_ATTENTION("message"),
  /** All that was to be delivered has arrived, and a business confirmation is still due. */
  DELIVERED("message"),
  /** Nothing more will change by itself or by a person. */
  COMPLETED("message"),
  /** Nobody has taken care of a case in time, and somebody else is told. */
  ESCALATED("case");

  private final String type;

  WebhookEvent(String about) {
    this.type = about + "." + name().toLowerCase(Locale.ROOT);
  }

  /** The {@code type} in the webhook's body. */
  public String type() {
    return type;
  }
}
