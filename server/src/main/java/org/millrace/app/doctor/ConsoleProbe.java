package org.millrace.app.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether a checkout of the project has the console that a node can serve. */
public final class ConsoleProbe implements Probe {

  private final Path home;

  /**
   * @param home folder of the project
   */
  public ConsoleProbe(Path home) {
    this.home = home;
  }

  @Override
  public String check() {
    return "console";
  }

  @Override
  public List<Finding> look() {
    return List.of(
        Files.isRegularFile(home.resolve("console/dist/index.html"))
            ? Finding.ok(check(), "built")
            : Finding.warn(
                check(),
                "not built: a node serves the API alone",
                "install Node.js 20.19 or later with npm, then ./millrace build"));
  }
}
