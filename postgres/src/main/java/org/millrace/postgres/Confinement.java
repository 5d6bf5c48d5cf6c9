package org.millrace.postgres;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** As whom PostgreSQL's programs run, and where they see their files. */
sealed interface Confinement {

  /** The whole command that runs a program, in its own session: out of reach of Ctrl-C. */
  List<String> command(List<String> program);

  /** The path under which the program sees a file of the data folder or of the binaries. */
  Path seen(Path real);

  /** Who owns the files that the program writes. */
  Account account();

  /** The node is an ordinary user and the server is the same one. */
  record SameUser(Account account) implements Confinement {
    @Override
    public List<String> command(List<String> program) {
      return joined(List.of("setsid"), program);
    }

    @Override
    public Path seen(Path real) {
      return real;
    }
  }

  /** The node is root. */
  record OtherUser(Account account) implements Confinement {
    @Override
    public List<String> command(List<String> program) {
      return joined(joined(List.of("setsid"), asUser(account)), program);
    }

    @Override
    public Path seen(Path real) {
      return real;
    }
  }

  /**
   * The node is root and the account cannot reach the folders: they are bound elsewhere in a mount
   * namespace that ends with the server. No folder of the machine is opened to others.
   */
  record OtherUserMounted(Account account, Path data, Path binaries, Path mountPoint)
      implements Confinement {
    private static final String MOUNT =
        """
        set -e
        umask 022
        mkdir -p "$3/data" "$3/binaries"
        mount --bind "$1" "$3/data"
        mount --bind "$2" "$3/binaries"
        shift 3
        exec "$@"
        """;

    @Override
    public List<String> command(List<String> program) {
      List<String> mounted =
          List.of("setsid", "unshare", "--mount", "sh", "-c", MOUNT, "sh", data.toString());
      List<String> folders = List.of(binaries.toString(), mountPoint.toString());
      return joined(joined(joined(mounted, folders), asUser(account)), program);
    }

    @Override
    public Path seen(Path real) {
      if (real.startsWith(data)) {
        return mountPoint.resolve("data").resolve(data.relativize(real));
      }
      return mountPoint.resolve("binaries").resolve(binaries.relativize(real));
    }
  }

  private static List<String> asUser(Account account) {
    return List.of(
        "setpriv",
        "--reuid=" + account.uid(),
        "--regid=" + account.gid(),
        "--clear-groups",
        "--inh-caps=-all",
        "--no-new-privs");
  }

  private static List<String> joined(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return List.copyOf(all);
  }
}
