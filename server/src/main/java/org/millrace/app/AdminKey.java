package org.millrace.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.millrace.access.AccessControl;
import org.millrace.access.KeyRing;
import org.millrace.access.Permissions;
import org.millrace.message.Actor;

/**
 * The key of whoever may read the node's data folder: the command line on this machine uses it.
 * Made at the first start, kept in a file only its owner can read.
 */
final class AdminKey {

  static final String FILE = "admin.key";

  private AdminKey() {}

  /** Makes the key unless the one in the file is still good. */
  static void ensure(Path data, AccessControl access, Permissions permissions) {
    Path file = data.resolve(FILE);
    Optional<String> known = read(data);
    // One of an earlier version may lack what this version knows.
    if (known.isPresent()
        && access.keyRing().check(known.get()) instanceof KeyRing.Check.Known good
        && good.principal().permissions().labels().containsAll(permissions.labels())) {
      return;
    }
    String text =
        access.keys().create("operator", permissions, Optional.empty(), Actor.PLATFORM).text();
    access.keyRing().readAgain();
    write(file, text);
  }

  /** The key in a data folder, if a node was ever started there. */
  static Optional<String> read(Path data) {
    try {
      Path file = data.resolve(FILE);
      return Files.isReadable(file)
          ? Optional.of(Files.readString(file).strip())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, text + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** Everything. */
  static Set<String> all() {
    return Set.of(
        "post:*",
        "read",
        "read-payload",
        "operate",
        "correct",
        "approve",
        "emergency-correct",
        "metrics",
        "admin");
  }
}
