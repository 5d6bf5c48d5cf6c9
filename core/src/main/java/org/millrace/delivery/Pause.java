package org.millrace.delivery;

import java.time.Duration;

/**
 * Waits before something is tried again. A port, so that a simulated world can wait in its own
 * time.
 */
@FunctionalInterface
interface Pause {

  Pause SLEEP = Thread::sleep;

  void lasting(Duration time) throws InterruptedException;
}
