package org.millrace.app.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.millrace.postgres.Inspection;

/** The embedded PostgreSQL: its database, and whether it runs, and for whom. */
public final class PostgresProbe implements Probe {

  private static final String CHECK = "postgresql";

  private final Path folder;
  private final Path binaries;
  private final Optional<Long> node;

  /**
   * @param folder where the embedded PostgreSQL keeps its data
   * @param binaries where its programs are unpacked
   * @param node process of the node that runs over it
   */
  public PostgresProbe(Path folder, Path binaries, Optional<Long> node) {
    this.folder = folder;
    this.binaries = binaries;
    this.node = node;
  }

  @Override
  public String check() {
    return CHECK;
  }

  @Override
  public List<Finding> look() {
    Inspection seen = Inspection.of(folder);
    return List.of(seen.server().map(s -> running(seen, s)).orElseGet(() -> resting(seen)));
  }

  private Finding running(Inspection seen, Inspection.Server server) {
    String found =
        "%s runs as process %d on 127.0.0.1:%d"
            .formatted(seen.bundledVersion(), server.pid(), server.port());
    if (!server.isReady()) {
      return Finding.warn(
          CHECK, found + ", and is starting, stopping or recovering", "wait, then look again");
    }
    return node.isPresent()
        ? Finding.ok(CHECK, found)
        : Finding.warn(
            CHECK,
            found + ", left over by a node that ended hard",
            "nothing is lost: the next start takes it over; or end it: kill -INT " + server.pid());
  }

  private Finding resting(Inspection seen) {
    if (seen.database().isEmpty()) {
      return Finding.ok(
          CHECK,
          "%s is bundled, its programs %s; no database in %s yet"
              .formatted(
                  seen.bundledVersion(),
                  Files.isDirectory(binaries) ? "unpacked below " + binaries : "not unpacked yet",
                  folder));
    }
    Inspection.Database made = seen.database().get();
    if (!made.opens()) {
      return Finding.fail(
          CHECK,
          "the database in %s is of PostgreSQL %s, and %s is bundled"
              .formatted(folder, made.majorVersion(), seen.bundledVersion()),
          "make a backup with the Millrace that made it, and restore that into a new folder");
    }
    if (node.isPresent()) {
      return Finding.fail(
          CHECK,
          "the node (process %d) runs, and its PostgreSQL does not".formatted(node.get()),
          "look at the log in " + folder.resolve("cluster/log") + ", then start the node again");
    }
    return Finding.ok(
        CHECK,
        "%s, not running%s"
            .formatted(
                seen.bundledVersion(),
                seen.unclean() ? "; it was not shut down, so the next start recovers" : ""));
  }
}
