package org.millrace.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.millrace.postgres.PostgresFailure.Kind;

/**
 * One living node per data folder. The kernel lets go of the lock when the process dies, however it
 * dies; the server, its child, does not inherit it.
 */
final class FolderLock implements AutoCloseable {
  /**
   * File locks belong to the process, and closing <em>any</em> channel of the file drops them: a
   * second attempt in this process must not even open it. So this is process-wide by nature. It
   * also keeps the channels reachable, which would otherwise be closed by the garbage collector.
   */
  private static final Map<Path, FolderLock> HELD = new ConcurrentHashMap<>();

  private final Path file;
  private final FileChannel channel;

  private FolderLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock on a file, given by its real path.
   *
   * @throws PostgresFailure if a living node holds it
   */
  static FolderLock take(Path file) throws IOException {
    FolderLock taken =
        HELD.compute(
            file,
            (path, held) -> {
              if (held != null) {
                throw inUse(path, "this process");
              }
              return open(path);
            });
    try {
      taken.channel.truncate(0);
      String pid = ProcessHandle.current().pid() + "\n";
      taken.channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
      return taken;
    } catch (IOException e) {
      taken.close();
      throw e;
    }
  }

  private static FolderLock open(Path file) {
    try {
      FileChannel channel =
          FileChannel.open(
              file,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(DurableFile.READABLE));
      if (channel.tryLock() == null) {
        String owner = Files.readString(file).strip();
        channel.close();
        throw inUse(file, "process " + owner);
      }
      return new FolderLock(file, channel);
    } catch (IOException e) {
      throw PostgresFailure.of(e, file.resolveSibling("."));
    }
  }

  private static PostgresFailure inUse(Path file, String owner) {
    return new PostgresFailure(
        Kind.FOLDER_IN_USE,
        "The data folder %s is used by another Millrace node (%s): stop it, or use another folder."
            .formatted(file.getParent(), owner));
  }

  @Override
  public void close() {
    // Inside the map's lock: a new take of this process must not open the file before it is closed.
    HELD.computeIfPresent(
        file,
        (path, held) -> {
          if (held != this) {
            return held;
          }
          try {
            channel.close();
          } catch (IOException e) {
            throw PostgresFailure.of(e, path);
          }
          return null;
        });
  }
}
