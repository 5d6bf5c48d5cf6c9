package org.millrace.postgres;

import java.nio.file.Files;
import java.nio.file.Path;
import org.millrace.postgres.PostgresFailure.Kind;

/** The one platform that the bundled binaries run on. */
final class Platform {
  private static final Path GLIBC_LOADER = Path.of("/lib64/ld-linux-x86-64.so.2");

  private Platform() {}

  static void check() {
    check(System.getProperty("os.name"), System.getProperty("os.arch"), Files.exists(GLIBC_LOADER));
  }

  static void check(String system, String architecture, boolean glibc) {
    if (!(system.equals("Linux") && architecture.equals("amd64") && glibc)) {
      throw new PostgresFailure(
          Kind.UNSUPPORTED_PLATFORM,
          "The embedded PostgreSQL runs on Linux amd64 with glibc only and this is %s %s%s: use an"
                  .formatted(system, architecture, glibc ? "" : " without glibc")
              + " external PostgreSQL with --database URL.");
    }
  }
}
