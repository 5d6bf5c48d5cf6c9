package org.millrace.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.millrace.postgres.PostgresFailure.Kind;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once per version and shared by all nodes of the machine. */
record Binaries(Path folder, String version) {
  private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
  private static final Duration SYNC_LIMIT = Duration.ofMinutes(2);
  private static final String VERSION = bundledVersion();

  Path program(String name) {
    return folder.resolve("bin").resolve(name);
  }

  String majorVersion() {
    return major(version);
  }

  static String major(String version) {
    return version.substring(0, version.indexOf('.'));
  }

  /** The version that this Millrace brings, unpacked or not. */
  static String bundled() {
    return VERSION;
  }

  /**
   * The bundled version, unpacked into the cache if it is not there yet. Several processes may do
   * this at once: each unpacks beside, the first renames, the others take what is there.
   */
  static Binaries in(Path cache) throws IOException {
    Files.createDirectories(cache);
    Path folder = cache.toRealPath().resolve("postgresql-" + VERSION + "-linux-amd64");
    if (!Files.exists(folder)) {
      unpack(folder);
    }
    Account owner = Account.ownerOf(folder);
    if (!owner.isRoot() && owner.uid() != Account.current().uid()) {
      throw new PostgresFailure(
          Kind.WRONG_OWNER,
          ("The PostgreSQL binaries in %s belong to the user %s, who could change what runs:"
                  + " use another cache folder.")
              .formatted(folder, owner.name()));
    }
    return new Binaries(folder, VERSION);
  }

  private static void unpack(Path folder) throws IOException {
    Path fresh = Files.createTempDirectory(folder.resolveSibling("."), "unpacking-").normalize();
    try {
      try (InputStream packed = Binaries.class.getResourceAsStream(ARCHIVE)) {
        if (packed == null) {
          throw new PostgresFailure(
              Kind.UNSUPPORTED_PLATFORM,
              "This installation comes without PostgreSQL's binaries: use an external PostgreSQL"
                  + " with --database URL.");
        }
        TarArchive.unpack(new XZInputStream(packed), fresh);
      }
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
      sync(fresh);
      DurableFile.rename(fresh, folder);
    } catch (AtomicMoveNotSupportedException e) {
      throw e;
    } catch (FileSystemException e) {
      if (!Files.exists(folder)) {
        throw e;
      }
      // Another process was faster; its folder is as good as ours.
    } finally {
      FileTree.delete(fresh);
    }
  }

  /** Once for the whole file system: a thousand files forced one by one take seconds. */
  private static void sync(Path fresh) throws IOException {
    List<String> sync = List.of("sync", "--file-system", fresh.toString());
    if (Command.run(sync, Path.of("/dev/null"), SYNC_LIMIT) != 0) {
      throw new IOException("sync --file-system failed for " + fresh);
    }
  }

  private static String bundledVersion() {
    try (InputStream in = Binaries.class.getResourceAsStream("binaries.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException("binaries.properties is part of this jar", e);
    }
  }
}
