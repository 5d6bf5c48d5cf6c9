package org.millrace.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * A running PostgreSQL of this node's own. It outlives the node if that is killed, and is adopted
 * by the next start. Safe for use by several threads.
 *
 * <p>The node's user owns its database and is no superuser, so that injected SQL cannot run
 * programs or read files; {@link #SUPERUSER} has the same password and is for maintenance only.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  /** May do everything, replicate for a base backup included; connects to any database. */
  public static final String SUPERUSER = "postgres";

  /** The node's database and its owner. */
  static final String NAME = "millrace";

  /** Why a server ended. */
  public enum Exit {
    /** It was told to, by {@link #stop} or {@link #restart}. */
    STOPPED,
    CRASHED
  }

  private final Launcher launcher;
  private final FolderLock lock;
  private volatile ServerProcess server;
  private volatile CompletableFuture<Exit> exit;
  private volatile boolean stopping;
  private boolean closed;

  private EmbeddedPostgres(Launcher launcher, FolderLock lock, ServerProcess server) {
    this.launcher = launcher;
    this.lock = lock;
    this.server = server;
    this.exit = Watch.begin(server, launcher.folder(), () -> stopping);
  }

  /**
   * Returns when the database accepts connections.
   *
   * @throws PostgresFailure if it does not come up; the message says why and what to do
   */
  public static EmbeddedPostgres start(PostgresSettings settings) {
    Platform.check();
    Account node = Account.current();
    try {
      DataFolder folder = DataFolder.open(settings.dataFolder(), node);
      FolderLock lock = FolderLock.take(folder.lock());
      try {
        return start(settings, node, folder, lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw PostgresFailure.of(e, settings.dataFolder());
    }
  }

  private static EmbeddedPostgres start(
      PostgresSettings settings, Account node, DataFolder folder, FolderLock lock)
      throws IOException {
    Binaries binaries = Binaries.in(settings.binariesCache());
    Confinement confinement = ChooseConfinement.of(node, folder, binaries);
    String password = Password.of(folder);
    Cluster.ready(folder, binaries, confinement, password);
    ServerProcess server =
        new Launcher(settings, folder, binaries, confinement, password).bringUp();
    // From here on the port stays, for pools hold the URL.
    PostgresSettings lasting = settings.withPort(server.port());
    return new EmbeddedPostgres(
        new Launcher(lasting, folder, binaries, confinement, password), lock, server);
  }

  /** Of the node's database, without user and password. The same until {@link #stop}. */
  public String jdbcUrl() {
    return Sessions.url(port(), NAME);
  }

  public String user() {
    return NAME;
  }

  public String password() {
    return launcher.password();
  }

  /** On 127.0.0.1. */
  public int port() {
    return server.port();
  }

  public long pid() {
    return server.pid();
  }

  /** For people: "18.6.0". */
  public String version() {
    return launcher.binaries().version();
  }

  /** The folder of its log files. */
  public Path logs() {
    return launcher.folder().serverLogs();
  }

  /** Whether the server was left running by a node before this one. */
  public boolean isAdopted() {
    return server.adopted();
  }

  public boolean isAlive() {
    return server.isAlive();
  }

  /** Completes when the present server ends; after a {@link #restart}, ask again. */
  public CompletableFuture<Exit> exit() {
    return exit.copy();
  }

  /**
   * Stops the server if it runs, and starts it again under the same URL; for use after a crash.
   *
   * @throws PostgresFailure if it does not stop, or does not come up
   * @throws IllegalStateException after {@link #stop}
   */
  public synchronized void restart() {
    if (closed) {
      throw new IllegalStateException("stopped already");
    }
    try {
      stopServer();
      server = launcher.bringUp();
      stopping = false;
      exit = Watch.begin(server, launcher.folder(), () -> stopping);
    } catch (IOException e) {
      throw PostgresFailure.of(e, launcher.folder().root());
    }
  }

  /**
   * Ends all sessions, writes everything and leaves the folder to the next node. Without effect the
   * second time.
   *
   * @throws PostgresFailure if the server has not ended within the limit; it goes on ending
   */
  public synchronized void stop() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      stopServer();
    } catch (IOException e) {
      throw PostgresFailure.of(e, launcher.folder().root());
    } finally {
      lock.close();
    }
  }

  private void stopServer() throws IOException {
    if (server.isAlive()) {
      stopping = true;
      server.stop(launcher.settings().stopLimit(), launcher.folder());
      exit.join();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
