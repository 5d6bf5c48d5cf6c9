package org.millrace.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.millrace.postgres.PostgresFailure.Kind;

/** A user of this machine. */
record Account(String name, int uid, int gid) {
  private static final Path PASSWD = Path.of("/etc/passwd");
  private static final List<String> SERVICE_NAMES = List.of("millrace", "postgres", "nobody");

  boolean isRoot() {
    return uid == 0;
  }

  /** The user that this process acts as. */
  static Account current() {
    try {
      int uid = 0;
      int gid = 0;
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("Uid:")) {
          uid = effective(line);
        } else if (line.startsWith("Gid:")) {
          gid = effective(line);
        }
      }
      return of(uid, gid);
    } catch (IOException e) {
      throw new UncheckedIOException("Linux always has /proc/self/status", e);
    }
  }

  /** The owner of a file or folder. */
  static Account ownerOf(Path path) throws IOException {
    return of(
        (int) Files.getAttribute(path, "unix:uid"), (int) Files.getAttribute(path, "unix:gid"));
  }

  /** The unprivileged account that a node run by root uses for a new database. */
  static Account service() throws IOException {
    return service(Files.readAllLines(PASSWD))
        .orElseThrow(
            () ->
                new PostgresFailure(
                    Kind.NO_ACCOUNT,
                    "PostgreSQL cannot run as root and there is no user millrace, postgres or"
                        + " nobody: add one with 'useradd --system millrace'."));
  }

  static Optional<Account> service(List<String> passwd) {
    return SERVICE_NAMES.stream()
        .flatMap(name -> find(passwd, 0, name).stream())
        .filter(account -> !account.isRoot())
        .findFirst();
  }

  private static Account of(int uid, int gid) throws IOException {
    String name =
        find(Files.readAllLines(PASSWD), 2, Integer.toString(uid))
            .map(Account::name)
            .orElse(Integer.toString(uid));
    return new Account(name, uid, gid);
  }

  private static Optional<Account> find(List<String> passwd, int field, String value) {
    return passwd.stream()
        .map(line -> line.split(":", -1))
        .filter(fields -> fields.length >= 4 && fields[field].equals(value))
        .map(
            fields ->
                new Account(fields[0], Integer.parseInt(fields[2]), Integer.parseInt(fields[3])))
        .findFirst();
  }

  private static int effective(String statusLine) {
    return Integer.parseInt(statusLine.split("\\s+", -1)[2]);
  }
}
