package org.millrace.telemetry;

import org.millrace.message.MessageId;

/** Told after the commit that a message's state is another one. Never blocks. Thread-safe. */
@FunctionalInterface
public interface Changes {

  void changed(MessageId message);
}
