package org.millrace.bench.engine;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Something that accepts messages durably and delivers them. A peer joins the benchmark by one
 * implementation of this, started with its own data like all others.
 */
public interface Engine {

  String name();

  Role role();

  /** What it may be held to. */
  Guarantees guarantees();

  /**
   * Fetches and builds what it needs, before anything is measured.
   *
   * @return why it cannot take part on this machine; empty if it can
   */
  default Optional<String> prepare() throws IOException, InterruptedException {
    return Optional.empty();
  }

  /**
   * Starts with empty data and returns when messages are taken.
   *
   * @param folder empty, for all its data and logs
   * @param target where it must deliver to
   */
  RunningEngine start(Path folder, URI target) throws IOException, InterruptedException;
}
