package org.millrace.app;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.millrace.api.Readiness;
import org.millrace.journal.Database;

/** Whether the node can take messages. A target that is down does not matter here. */
record NodeReadiness(Database database, Path data) implements Readiness {

  /** Share of the disk above which nothing more is taken in. */
  static final double FULL = 0.92;

  @Override
  public List<Check> checks() {
    boolean writable = database.writable();
    double used = used();
    return List.of(
        new Check(
            "journal",
            writable,
            writable ? "messages can be stored" : "the database cannot be written"),
        new Check(
            "disk",
            used < FULL,
            "%.0f %% of the disk is used; nothing is taken in above %.0f %%"
                .formatted(used * 100, FULL * 100)));
  }

  private double used() {
    try {
      FileStore store = Files.getFileStore(data);
      long total = store.getTotalSpace();
      return total == 0 ? 0 : 1.0 - (double) store.getUsableSpace() / total;
    } catch (IOException e) {
      return 0;
    }
  }
}
