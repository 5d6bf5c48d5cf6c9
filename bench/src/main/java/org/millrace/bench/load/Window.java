package org.millrace.bench.load;

/** Told when measuring begins and ends; called on the driver's thread, so it must be quick. */
public interface Window {

  void opened();

  /** After the last delivery, or when the wait for it was given up. */
  void drained();

  /** For a load whose surroundings nobody measures. */
  Window UNWATCHED =
      new Window() {
        @Override
        public void opened() {}

        @Override
        public void drained() {}
      };
}
