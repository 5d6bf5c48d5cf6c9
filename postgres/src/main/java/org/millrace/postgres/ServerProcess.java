package org.millrace.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.millrace.postgres.PostgresFailure.Kind;

/** One running postmaster, started by this node or by one before it. */
final class ServerProcess {
  private static final Duration SIGNAL_LIMIT = Duration.ofSeconds(5);
  private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

  private final ProcessHandle handle;
  private final int port;
  private final boolean adopted;

  ServerProcess(ProcessHandle handle, int port, boolean adopted) {
    this.handle = handle;
    this.port = port;
    this.adopted = adopted;
  }

  long pid() {
    return handle.pid();
  }

  int port() {
    return port;
  }

  boolean adopted() {
    return adopted;
  }

  /** A process id that was given to another process since does not count. */
  boolean isAlive() {
    return handle.isAlive() && !isZombie(pid());
  }

  /**
   * The postmaster of exactly this cluster, if that is what the process id belongs to. The working
   * folder tells, by device and inode, in whichever mount namespace it runs; where the kernel hides
   * that (root without ptrace rights, as in containers), the command line does.
   */
  static Optional<ProcessHandle> identify(long pid, Path cluster, Path seenCluster) {
    Path proc = Path.of("/proc", Long.toString(pid));
    try {
      boolean postgres = Files.readString(proc.resolve("comm")).strip().equals("postgres");
      if (!postgres || isZombie(pid)) {
        return Optional.empty();
      }
      return isIn(proc, cluster, seenCluster) ? ProcessHandle.of(pid) : Optional.empty();
    } catch (IOException e) {
      // It ended meanwhile, or never was.
      return Optional.empty();
    }
  }

  /**
   * Children that outlived their postmaster: one that waits ends by itself, one that computes only
   * when it is done, and as long as any lives no other postmaster can start.
   */
  static List<ProcessHandle> orphanedChildren(Path cluster, Path seenCluster) {
    List<ProcessHandle> ofCluster =
        ProcessHandle.allProcesses()
            .flatMap(process -> identify(process.pid(), cluster, seenCluster).stream())
            .toList();
    return ofCluster.stream()
        .filter(process -> process.parent().filter(ofCluster::contains).isEmpty())
        .filter(process -> isChild(process.pid()))
        .toList();
  }

  /**
   * All of a postmaster's children, and none but they, rename themselves to {@code postgres: …}.
   */
  private static boolean isChild(long pid) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
          .startsWith("postgres: ");
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isIn(Path proc, Path cluster, Path seenCluster) throws IOException {
    try {
      return Files.isSameFile(proc.resolve("cwd"), cluster);
    } catch (IOException hidden) {
      List<String> words = List.of(Files.readString(proc.resolve("cmdline")).split("\0", -1));
      int option = words.indexOf("-D");
      return option >= 0 && words.get(option + 1).equals(seenCluster.toString());
    }
  }

  private static boolean isZombie(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.startsWith(" Z", stat.lastIndexOf(')') + 1);
    } catch (IOException e) {
      return false;
    }
  }

  /** A fast shutdown: sessions end, everything is written, nothing is to be recovered. */
  void stop(Duration limit, DataFolder folder) throws IOException {
    signal("INT", folder);
    if (!Wait.until(() -> !isAlive(), limit)) {
      throw new PostgresFailure(
          Kind.STILL_RUNNING,
          ("PostgreSQL (process %d) has not stopped within %d s and goes on shutting down: the"
                  + " next start waits for it; its log is in %s.")
              .formatted(pid(), limit.toSeconds(), folder.serverLogs()));
    }
  }

  /**
   * For an orphan that is not healthy: fast, then immediate, then killed; the next start recovers.
   */
  void stopAtAnyCost(Duration limit, DataFolder folder) throws IOException {
    signal("INT", folder);
    if (Wait.until(() -> !isAlive(), limit)) {
      return;
    }
    signal("QUIT", folder);
    if (Wait.until(() -> !isAlive(), KILL_LIMIT)) {
      return;
    }
    // Only a stopped or hung postmaster comes here; its children end with it.
    signal("KILL", folder);
    if (!Wait.until(() -> !isAlive(), KILL_LIMIT)) {
      throw new PostgresFailure(
          Kind.STILL_RUNNING,
          ("A PostgreSQL that an earlier node left in %s (process %d) does not stop: end that"
                  + " process, then start again.")
              .formatted(folder.root(), pid()));
    }
  }

  /** Java itself only sends TERM, which lets PostgreSQL wait for its clients, and KILL. */
  private void signal(String name, DataFolder folder) throws IOException {
    if (isAlive()) {
      List<String> kill =
          List.of("sh", "-c", "kill -\"$1\" \"$2\"", "sh", name, Long.toString(pid()));
      Command.run(kill, folder.startLog(), SIGNAL_LIMIT);
    }
  }
}
