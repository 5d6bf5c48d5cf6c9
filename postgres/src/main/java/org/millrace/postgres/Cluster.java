package org.millrace.postgres;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.millrace.postgres.PostgresFailure.Kind;

/** PostgreSQL's own folder: made whole or not at all, and opened only by its own major version. */
final class Cluster {
  private static final Duration INITDB_LIMIT = Duration.ofMinutes(3);
  private static final String MAKING = "making-";

  private Cluster() {}

  /** Leaves a cluster that these binaries can run, owned by the account that will run them. */
  static void ready(DataFolder folder, Binaries binaries, Confinement confinement, String password)
      throws IOException {
    sweep(folder);
    if (Files.exists(folder.cluster())) {
      check(folder, binaries);
      if (!Account.ownerOf(folder.cluster()).equals(confinement.account())) {
        FileTree.give(folder.cluster(), confinement.account());
      }
    } else {
      make(folder, binaries, confinement, password);
    }
  }

  private static void check(DataFolder folder, Binaries binaries) throws IOException {
    String major =
        DataFolder.read(folder.cluster().resolve("PG_VERSION"))
            .orElseThrow(
                () ->
                    new PostgresFailure(
                        Kind.BROKEN_FOLDER,
                        ("The folder %s is not a PostgreSQL database: move it away, or restore"
                                + " the backup.")
                            .formatted(folder.cluster())));
    if (!major.equals(binaries.majorVersion())) {
      throw new PostgresFailure(
          Kind.OTHER_MAJOR_VERSION,
          ("The database in %s was made by PostgreSQL %s and this Millrace brings %s: make a"
                  + " backup with the Millrace that made it and restore that into a new folder.")
              .formatted(folder.root(), major, binaries.majorVersion()));
    }
  }

  private static void make(
      DataFolder folder, Binaries binaries, Confinement confinement, String password)
      throws IOException {
    Path making = Files.createTempDirectory(folder.root(), MAKING);
    Path passwordFile = making.resolve("password");
    DurableFile.write(passwordFile, password + "\n", DurableFile.PRIVATE);
    if (Account.current().isRoot()) {
      FileTree.give(making, confinement.account());
    }
    Path fresh = making.resolve("cluster");
    List<String> initdb =
        List.of(
            confinement.seen(binaries.program("initdb")).toString(),
            "--pgdata=" + confinement.seen(fresh),
            "--username=" + EmbeddedPostgres.SUPERUSER,
            "--pwfile=" + confinement.seen(passwordFile),
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--data-checksums",
            "--set=scram_iterations=" + ServerSettings.SCRAM_ITERATIONS);
    int exit = Command.run(confinement.command(initdb), folder.startLog(), INITDB_LIMIT);
    if (exit != 0) {
      PostgresFailure failure =
          StartFailure.explain(Files.readString(folder.startLog()), folder, 0);
      FileTree.delete(making);
      throw failure;
    }
    DurableFile.rename(fresh, folder.cluster());
    FileTree.delete(making);
  }

  /**
   * Of nodes that were killed while making one. An initdb of theirs may still write: try, no more.
   */
  private static void sweep(DataFolder folder) throws IOException {
    try (DirectoryStream<Path> halfMade = Files.newDirectoryStream(folder.root(), MAKING + "*")) {
      for (Path path : halfMade) {
        try {
          FileTree.delete(path);
        } catch (DirectoryNotEmptyException e) {
          // The next start sweeps again.
        }
      }
    }
  }
}
