package org.millrace.plant.outbox;

/** Makes one attempt to hand over a message. */
@FunctionalInterface
public interface Courier {
  SendOutcome send(BusinessMessage message) throws InterruptedException;
}
