package org.millrace.app;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What this machine offers to a node. */
public final class Installation {

  private static final long LEAST_FREE = 2L << 30;
  private static final long LEAST_MEMORY = 1L << 30;

  private Installation() {}

  /**
   * Something that was looked at.
   *
   * @param detail what was found and, if it is not good, what helps
   */
  public record Finding(String what, boolean good, String detail) {}

  public static List<Finding> findings() {
    return List.of(java(), platform(), disk(), memory());
  }

  private static Finding java() {
    int version = Runtime.version().feature();
    return new Finding("Java", version >= 25, Runtime.version().toString());
  }

  private static Finding platform() {
    String name = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    boolean bundled = name.equals("Linux amd64");
    return new Finding(
        "platform",
        true,
        bundled ? name : name + "; needs an external PostgreSQL (./millrace up --database URL)");
  }

  private static Finding disk() {
    try {
      FileStore store = Files.getFileStore(Path.of(""));
      long free = store.getUsableSpace();
      return new Finding(
          "disk", free >= LEAST_FREE, "%.1f GiB free".formatted(free / (double) (1L << 30)));
    } catch (IOException e) {
      return new Finding("disk", false, "cannot be read: " + e.getMessage());
    }
  }

  private static Finding memory() {
    long most = Runtime.getRuntime().maxMemory();
    return new Finding(
        "memory", most >= LEAST_MEMORY / 4, "%d MiB for this process".formatted(most >> 20));
  }
}
