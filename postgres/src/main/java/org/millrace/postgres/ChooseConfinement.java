package org.millrace.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.millrace.postgres.PostgresFailure.Kind;

/** Finds the least surprising way in which the server can reach its files without being root. */
final class ChooseConfinement {
  private static final Path MOUNT_POINTS = Path.of("/run/millrace");
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int HASH_DIGITS = 16;

  private ChooseConfinement() {}

  static Confinement of(Account node, DataFolder folder, Binaries binaries) throws IOException {
    boolean made = Files.exists(folder.cluster());
    Account owner = made ? Account.ownerOf(folder.cluster()) : node;
    if (!node.isRoot()) {
      if (owner.uid() != node.uid()) {
        throw new PostgresFailure(
            Kind.WRONG_OWNER,
            ("The database in %s belongs to the user %s and this node runs as %s: start it as"
                    + " %s or as root, or run 'chown -R %s %s' as root.")
                .formatted(
                    folder.root(),
                    owner.name(),
                    node.name(),
                    owner.name(),
                    node.name(),
                    folder.root()));
      }
      return new Confinement.SameUser(node);
    }
    Account account = owner.isRoot() ? Account.service() : owner;
    Confinement plain = new Confinement.OtherUser(account);
    if (reaches(plain, folder, binaries)) {
      return plain;
    }
    Path mountPoint = MOUNT_POINTS.resolve(hash(folder.root()));
    Confinement mounted =
        new Confinement.OtherUserMounted(account, folder.root(), binaries.folder(), mountPoint);
    if (reaches(mounted, folder, binaries)) {
      return mounted;
    }
    throw new PostgresFailure(
        Kind.UNREACHABLE_FOLDER,
        ("PostgreSQL cannot run as root, and the user %s cannot reach %s and %s (%s): use"
                + " folders below /var/lib/millrace, or run this node as an ordinary user.")
            .formatted(
                account.name(),
                folder.root(),
                binaries.folder(),
                Files.readString(folder.startLog()).strip()));
  }

  private static boolean reaches(Confinement confinement, DataFolder folder, Binaries binaries)
      throws IOException {
    List<String> visit =
        List.of(
            "sh",
            "-c",
            "cd \"$1\" && cd \"$2\"",
            "sh",
            confinement.seen(folder.root()).toString(),
            confinement.seen(binaries.folder().resolve("bin")).toString());
    return Command.run(confinement.command(visit), folder.startLog(), LIMIT) == 0;
  }

  private static String hash(Path path) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(path.toString().getBytes(UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
