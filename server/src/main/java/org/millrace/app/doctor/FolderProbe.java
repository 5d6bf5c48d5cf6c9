package org.millrace.app.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The data folder: whether it can be used, who may look into it, and how much room is left. */
public final class FolderProbe implements Probe {

  private static final String CHECK = "data folder";
  private static final double NEARLY = 0.80;
  private static final long LEAST_FREE = 2L << 30;
  private static final Set<PosixFilePermission> OF_OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private final Path data;
  private final double full;

  /**
   * @param full share of the disk from which the node takes nothing more
   */
  public FolderProbe(Path data, double full) {
    this.data = data.toAbsolutePath().normalize();
    this.full = full;
  }

  @Override
  public String check() {
    return CHECK;
  }

  @Override
  public List<Finding> look() throws IOException {
    List<Finding> findings = new ArrayList<>();
    findings.add(folder());
    findings.add(room());
    for (String secret : List.of("admin.key", "secrets")) {
      Path path = data.resolve(secret);
      if (Files.exists(path) && isOpen(path)) {
        findings.add(
            Finding.fail(
                CHECK, path + " is open to others", "take their rights away: chmod go= " + path));
      }
    }
    return findings;
  }

  private Finding folder() {
    Path there = existing();
    if (!Files.isWritable(there)) {
      return Finding.fail(
          CHECK, there + " cannot be written", "give it to the user who starts the node: chown");
    }
    return Files.isDirectory(data)
        ? Finding.ok(CHECK, data.toString())
        : Finding.ok(CHECK, data + " is not there yet; the first start makes it");
  }

  private Finding room() throws IOException {
    FileStore store = Files.getFileStore(existing());
    long total = store.getTotalSpace();
    long free = store.getUsableSpace();
    double used = total == 0 ? 0 : 1.0 - (double) free / total;
    String found =
        "%.1f GiB free, %.0f %% used; from %.0f %% on the node takes nothing more in"
            .formatted(free / (double) (1L << 30), used * 100, full * 100);
    String remedy = "free some space on the disk of " + data + ", or move the data folder";
    if (used >= full) {
      return Finding.fail("disk", found, remedy);
    }
    return used >= NEARLY || free < LEAST_FREE
        ? Finding.warn("disk", found, remedy)
        : Finding.ok("disk", found);
  }

  private Path existing() {
    Path there = data;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return there;
  }

  private static boolean isOpen(Path path) throws IOException {
    return Files.getPosixFilePermissions(path).stream().anyMatch(OF_OTHERS::contains);
  }
}
