package org.millrace.bench.load;

import java.io.IOException;
import java.nio.channels.Selector;

/**
 * Load generator and delivery target in one process, on one thread: cheap enough to share two cores
 * with the engine, and with a single view of what was sent, accepted and delivered in what order.
 *
 * <p>The target stays open over several runs, so that an engine's pooled connections stay good. For
 * one thread.
 */
public final class LoadDriver implements AutoCloseable {
  private final Selector selector;
  private final TargetDoor door;

  private LoadDriver(Selector selector, TargetDoor door) {
    this.selector = selector;
    this.door = door;
  }

  /** Opens the target on loopback; port 0 picks a free one. */
  public static LoadDriver open(int targetPort) throws IOException {
    Selector selector = Selector.open();
    return new LoadDriver(selector, new TargetDoor(selector, targetPort));
  }

  public int targetPort() {
    return door.port();
  }

  /** Puts one load on an engine that delivers to this target; blocks until it is drained. */
  public LoadReport run(LoadPlan plan, Window window) throws IOException {
    return new LoadRun(selector, door, plan, window).execute();
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (var key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}
