package org.millrace.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Base64;
import org.millrace.postgres.PostgresFailure.Kind;

/** The database users' password: 192 random bits, known to this file and its readers only. */
final class Password {
  private static final int BYTES = 24;

  private Password() {}

  /** Made before the cluster, so that no cluster exists without one. */
  static String of(DataFolder folder) throws IOException {
    if (Files.exists(folder.password())) {
      Files.setPosixFilePermissions(folder.password(), DurableFile.PRIVATE);
      return Files.readString(folder.password()).strip();
    }
    if (Files.exists(folder.cluster())) {
      throw new PostgresFailure(
          Kind.BROKEN_FOLDER,
          ("The file %s is missing and its database cannot be opened without it: restore it"
                  + " from the backup.")
              .formatted(folder.password()));
    }
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    DurableFile.write(folder.password(), password + "\n", DurableFile.PRIVATE);
    return password;
  }
}
