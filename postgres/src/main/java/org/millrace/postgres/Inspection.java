package org.millrace.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What can be seen of an embedded PostgreSQL from outside. Looking changes nothing, takes no lock
 * and works while a node uses it.
 *
 * @param bundledVersion of the binaries that this Millrace brings
 * @param database the one in the folder; empty if there is none yet
 * @param server the server that runs over it, started by whichever node
 * @param unclean whether no server runs although none was shut down: the next start recovers
 */
public record Inspection(
    String bundledVersion, Optional<Database> database, Optional<Server> server, boolean unclean) {

  /**
   * A database on the disk.
   *
   * @param majorVersion of the PostgreSQL that made it; only the same one can open it
   * @param opens whether the bundled version can
   */
  public record Database(String majorVersion, boolean opens) {}

  /**
   * A running server.
   *
   * @param port on 127.0.0.1; 0 as long as it has none
   * @param isReady whether it takes connections
   */
  public record Server(long pid, int port, boolean isReady) {}

  /** A way into the node's database. */
  public record Access(String jdbcUrl, String user, String password) {
    @Override
    public String toString() {
      return "Access[jdbcUrl=" + jdbcUrl + ", user=" + user + ", password=••••]";
    }
  }

  /** Why the bundled binaries cannot run on this machine; empty if they can. */
  public static Optional<String> unsupported() {
    try {
      Platform.check();
      return Optional.empty();
    } catch (PostgresFailure e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  /**
   * Looks at a data folder, which need not exist.
   *
   * @throws PostgresFailure if the caller may not look
   */
  public static Inspection of(Path dataFolder) {
    DataFolder folder = new DataFolder(dataFolder);
    String bundled = Binaries.bundled();
    try {
      Optional<String> made = DataFolder.read(folder.cluster().resolve("PG_VERSION"));
      Optional<PostmasterPid> pid = PostmasterPid.read(folder.postmasterPid());
      Optional<Server> server = pid.flatMap(found -> running(found, folder));
      return new Inspection(
          bundled,
          made.map(major -> new Database(major, major.equals(Binaries.major(bundled)))),
          server,
          pid.isPresent() && server.isEmpty());
    } catch (IOException e) {
      throw PostgresFailure.of(e, dataFolder);
    }
  }

  private static Optional<Server> running(PostmasterPid pid, DataFolder folder) {
    return ServerProcess.identify(pid.pid(), folder.cluster(), folder.cluster())
        .map(process -> new Server(process.pid(), pid.port(), pid.isReady()));
  }

  /** The way into the running server's database; empty if none runs or the password is not ours. */
  public Optional<Access> access(Path dataFolder) {
    Path file = new DataFolder(dataFolder).password();
    if (server.isEmpty() || server.get().port() == 0 || !Files.isReadable(file)) {
      return Optional.empty();
    }
    try {
      return DataFolder.read(file)
          .map(
              password ->
                  new Access(
                      Sessions.url(server.get().port(), EmbeddedPostgres.NAME),
                      EmbeddedPostgres.NAME,
                      password));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
