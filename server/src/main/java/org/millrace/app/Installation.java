package org.millrace.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a data folder tells about its node from outside, whether one runs or not.
 *
 * @param data the folder; it need not exist
 */
public record Installation(Path data) {

  /** Share of the disk from which a node takes nothing more in. */
  public static final double FULL = Disk.FULL;

  /** The running node's process; empty if none runs over this folder. */
  public Optional<Long> node() {
    Path file = data.resolve(NodeFolder.PID);
    try {
      return Files.exists(file)
          ? Optional.of(Long.parseLong(Files.readString(file).strip())).filter(Installation::lives)
          : Optional.empty();
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static boolean lives(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  public Path secrets() {
    return data.resolve("secrets");
  }

  /** Where the embedded PostgreSQL keeps its data. */
  public Path postgres() {
    return data.resolve("postgres");
  }

  /** Where the embedded PostgreSQL's programs are unpacked. */
  public static Path binaries() {
    return Storage.binaries();
  }
}
