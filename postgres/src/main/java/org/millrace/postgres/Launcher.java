package org.millrace.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.millrace.postgres.PostgresFailure.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a server up in a folder that this node owns: adopts a healthy orphan, or starts one. */
record Launcher(
    PostgresSettings settings,
    DataFolder folder,
    Binaries binaries,
    Confinement confinement,
    String password) {

  private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);
  private static final Duration HELD_LIMIT = Duration.ofSeconds(30);
  private static final Duration HELD_PAUSE = Duration.ofMillis(250);
  private static final Duration ORPHAN_STOP_LIMIT = Duration.ofSeconds(30);
  private static final int PORT_TRIES = 10;
  private static final String ACCESS_RULES =
      """
      # Written by Millrace before each start; changes made here are lost.
      host all         all      127.0.0.1/32 scram-sha-256
      host replication postgres 127.0.0.1/32 scram-sha-256
      """;

  ServerProcess bringUp() throws IOException {
    Optional<PostmasterPid> lock = PostmasterPid.read(folder.postmasterPid());
    if (lock.isEmpty()) {
      dropUnreadableLock();
    } else {
      Optional<ProcessHandle> orphan = identify(lock.get().pid());
      if (orphan.isPresent()) {
        ServerProcess process = new ServerProcess(orphan.get(), lock.get().port(), true);
        if (isAdoptable(process)) {
          LOG.info("Adopted the running PostgreSQL, process {}", process.pid());
          return process;
        }
        LOG.info("Stopping the PostgreSQL that an earlier node left, process {}", process.pid());
        process.stopAtAnyCost(ORPHAN_STOP_LIMIT, folder);
      } else if (ProcessHandle.of(lock.get().pid()).isPresent()) {
        // PostgreSQL would not start as long as that process lives.
        LOG.info("Process {} in postmaster.pid is another program: ignored", lock.get().pid());
        Files.deleteIfExists(folder.postmasterPid());
      }
    }
    return start();
  }

  private Optional<ProcessHandle> identify(long pid) {
    return ServerProcess.identify(pid, folder.cluster(), confinement.seen(folder.cluster()));
  }

  /** A loss of power can leave the file empty, which PostgreSQL would refuse for ever. */
  private void dropUnreadableLock() throws IOException {
    boolean served =
        ProcessHandle.allProcesses().anyMatch(process -> identify(process.pid()).isPresent());
    if (!served) {
      Files.deleteIfExists(folder.postmasterPid());
    }
  }

  /** Healthy, and started with the same binaries and settings that this node would use. */
  private boolean isAdoptable(ServerProcess orphan) throws IOException {
    int wanted = settings.port() == 0 ? orphan.port() : settings.port();
    boolean same =
        DataFolder.read(folder.configuration()).equals(Optional.of(configuration(wanted).strip()))
            && DataFolder.read(folder.binariesVersion()).equals(Optional.of(binaries.version()));
    if (!same || isStopping()) {
      return false;
    }
    // One that still recovers is waited for: to stop it would begin the recovery anew.
    boolean settled =
        Wait.until(
            () -> !orphan.isAlive() || isReady(orphan.pid()) || isStopping(),
            settings.startLimit());
    if (!settled) {
      throw timedOut(orphan.pid());
    }
    if (!orphan.isAlive() || isStopping()) {
      return false;
    }
    try {
      Sessions.prepare(orphan.port(), password);
      return true;
    } catch (SQLException e) {
      LOG.warn("The running PostgreSQL does not answer and is replaced: {}", e.getMessage());
      return false;
    }
  }

  private boolean isReady(long pid) {
    return PostmasterPid.read(folder.postmasterPid())
        .filter(lock -> lock.pid() == pid && lock.isReady())
        .isPresent();
  }

  private boolean isStopping() {
    return PostmasterPid.read(folder.postmasterPid()).filter(PostmasterPid::isStopping).isPresent();
  }

  private ServerProcess start() throws IOException {
    long began = System.nanoTime();
    int portsLeft = PORT_TRIES;
    int port = settings.port() == 0 ? rememberedPort() : settings.port();
    while (true) {
      Optional<ServerProcess> started = startOnce(port);
      if (started.isPresent()) {
        return prepared(started.get());
      }
      String said = StartFailure.lastWords(folder);
      PostgresFailure failure = StartFailure.explain(said, folder, port);
      boolean mayWait = System.nanoTime() - began < HELD_LIMIT.toNanos();
      if (StartFailure.isHeldByAnother(said) && mayWait) {
        endOrphanedChildren();
        Wait.pause(HELD_PAUSE);
      } else if (failure.kind() == Kind.PORT_TAKEN && settings.port() == 0 && --portsLeft > 0) {
        port = Ports.pick();
      } else {
        throw failure;
      }
    }
  }

  /** Nobody hears their answers any more; what they committed is in the log and recovered. */
  private void endOrphanedChildren() {
    List<ProcessHandle> orphans =
        ServerProcess.orphanedChildren(folder.cluster(), confinement.seen(folder.cluster()));
    for (ProcessHandle orphan : orphans) {
      LOG.warn("Ending process {}, left over from the PostgreSQL that crashed", orphan.pid());
      orphan.destroyForcibly();
    }
  }

  /** Empty if it ended before it was ready. */
  private Optional<ServerProcess> startOnce(int port) throws IOException {
    DurableFile.write(folder.configuration(), configuration(port), DurableFile.READABLE);
    DurableFile.write(folder.accessRules(), ACCESS_RULES, DurableFile.READABLE);
    DurableFile.write(folder.binariesVersion(), binaries.version() + "\n", DurableFile.READABLE);
    DurableFile.write(folder.port(), port + "\n", DurableFile.READABLE);
    List<String> postgres =
        List.of(
            seen(binaries.program("postgres")),
            "-D",
            seen(folder.cluster()),
            "-c",
            "config_file=" + seen(folder.configuration()));
    Process process = Command.start(confinement.command(postgres), folder.startLog());
    ServerProcess server = new ServerProcess(process.toHandle(), port, false);
    boolean settled =
        Wait.until(() -> !server.isAlive() || isReady(server.pid()), settings.startLimit());
    if (!settled) {
      throw timedOut(server.pid());
    }
    return server.isAlive() ? Optional.of(server) : Optional.empty();
  }

  private ServerProcess prepared(ServerProcess server) throws IOException {
    try {
      Sessions.prepare(server.port(), password);
      return server;
    } catch (SQLException e) {
      server.stop(settings.stopLimit(), folder);
      throw Sessions.failure(e, folder);
    }
  }

  private int rememberedPort() throws IOException {
    Optional<String> remembered = DataFolder.read(folder.port());
    return remembered.isPresent() ? Integer.parseInt(remembered.get()) : Ports.pick();
  }

  private String configuration(int port) {
    return ServerSettings.render(settings.serverSettings(), port, seen(folder.accessRules()));
  }

  private String seen(Path path) {
    return confinement.seen(path).toString();
  }

  private PostgresFailure timedOut(long pid) {
    return new PostgresFailure(
        Kind.START_TIMED_OUT,
        ("PostgreSQL (process %d) is not ready after %d s and goes on recovering: start again"
                + " to wait longer; its log is in %s.")
            .formatted(pid, settings.startLimit().toSeconds(), folder.serverLogs()));
  }
}
