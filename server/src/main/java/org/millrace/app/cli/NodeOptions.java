package org.millrace.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which node a command talks to. */
public final class NodeOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data folder of the node (default: ./data, then ./data/demo).")
  private @Nullable Path data;

  @Option(names = "--url", paramLabel = "URL", description = "Address of a node elsewhere.")
  private @Nullable String url;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Key to use (default: $MILLRACE_KEY, else the node's own on this machine).")
  private @Nullable String key;

  @Option(names = "--json", description = "Print JSON for scripts.")
  private boolean json;

  List<Path> dataFolders() {
    return data != null ? List.of(data) : List.of(Path.of("data"), Path.of("data", "demo"));
  }

  Optional<String> url() {
    return Optional.ofNullable(url);
  }

  Optional<String> key() {
    return Optional.ofNullable(key != null ? key : System.getenv("MILLRACE_KEY"));
  }

  boolean json() {
    return json;
  }
}
