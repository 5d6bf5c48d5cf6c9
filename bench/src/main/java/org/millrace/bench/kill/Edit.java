package org.millrace.bench.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.millrace.bench.engine.EngineFailure;

/**
 * A change of a landscape's file.
 *
 * @param file below the landscape's folder; made if it is not there
 * @param what text that is replaced; empty for the whole file
 */
public record Edit(String file, String what, String instead) {

  /** A new file, or a new content. */
  public static Edit whole(String file, String content) {
    return new Edit(file, "", content);
  }

  void in(Path landscape) throws IOException {
    Path path = landscape.resolve(file);
    if (what.isEmpty()) {
      Files.createDirectories(path.resolveSibling("."));
      Files.writeString(path, instead);
      return;
    }
    String text = Files.readString(path);
    if (!text.contains(what)) {
      throw new EngineFailure(path + " has no \"" + what + "\" that could be changed");
    }
    Files.writeString(path, text.replace(what, instead));
  }
}
