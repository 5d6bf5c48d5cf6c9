package org.millrace.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** Where each thing lies in the data folder; the layout is drawn in this package's description. */
record DataFolder(Path root) {

  /** Creates it if it is not there, closed to others. */
  static DataFolder open(Path path, Account node) throws IOException {
    Files.createDirectories(path);
    Path root = path.toRealPath();
    // The server of a root node is another user, who must pass through but needs no listing.
    Files.setPosixFilePermissions(
        root, PosixFilePermissions.fromString(node.isRoot() ? "rwx--x--x" : "rwx------"));
    return new DataFolder(root);
  }

  Path lock() {
    return root.resolve("owner.lock");
  }

  Path password() {
    return root.resolve("password");
  }

  Path port() {
    return root.resolve("port");
  }

  Path binariesVersion() {
    return root.resolve("binaries-version");
  }

  Path configuration() {
    return root.resolve("postgresql.conf");
  }

  Path accessRules() {
    return root.resolve("pg_hba.conf");
  }

  Path startLog() {
    return root.resolve("start.log");
  }

  Path cluster() {
    return root.resolve("cluster");
  }

  Path postmasterPid() {
    return cluster().resolve("postmaster.pid");
  }

  Path serverLogs() {
    return cluster().resolve("log");
  }

  /** A small file's text without its line end; empty if there is no such file. */
  static Optional<String> read(Path file) throws IOException {
    return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
  }
}
