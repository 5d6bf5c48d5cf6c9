package org.millrace.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** The data folder: only its owner may look into it; two small files tell where the node runs. */
final class NodeFolder implements AutoCloseable {

  /** The node's address, for the command line on this machine. */
  static final String ADDRESS = "node.address";

  /** The node's process id. */
  static final String PID = "node.pid";

  private final Path data;
  private boolean announced;

  private NodeFolder(Path data) {
    this.data = data;
  }

  static NodeFolder open(Path data) {
    try {
      Files.createDirectories(data);
      Files.createDirectories(data.resolve("secrets"));
      Files.setPosixFilePermissions(
          data.resolve("secrets"), PosixFilePermissions.fromString("rwx------"));
    } catch (IOException | UnsupportedOperationException e) {
      throw new StartFailure("The data folder " + data + " cannot be used: " + e.getMessage(), e);
    }
    return new NodeFolder(data);
  }

  void announce(String address) {
    announced = true;
    try {
      Files.writeString(data.resolve(PID), ProcessHandle.current().pid() + "\n");
      Path part = data.resolve(ADDRESS + ".part");
      Files.writeString(part, address + "\n");
      Files.move(part, data.resolve(ADDRESS), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new StartFailure("The data folder " + data + " cannot be written", e);
    }
  }

  /** The address of the node that runs, or ran, over a data folder. */
  static Optional<String> address(Path data) {
    try {
      Path file = data.resolve(ADDRESS);
      return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Takes back what was announced; what another node over the same folder announced stays. */
  @Override
  public void close() {
    if (!announced) {
      return;
    }
    try {
      Files.deleteIfExists(data.resolve(ADDRESS));
      Files.deleteIfExists(data.resolve(PID));
    } catch (IOException e) {
      throw new StartFailure("The data folder " + data + " cannot be written", e);
    }
  }
}
