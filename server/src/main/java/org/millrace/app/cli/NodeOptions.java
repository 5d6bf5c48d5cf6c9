package org.millrace.app.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which node a command talks to. */
final class NodeOptions {

  static final String URL_VARIABLE = "MILLRACE_URL";
  static final String KEY_VARIABLE = "MILLRACE_KEY";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Data folder of a node on this machine (default: ./data, then ./data/demo). Its address"
              + " and its own key are read there.")
  private @Nullable Path data;

  @Option(
      names = "--url",
      paramLabel = "URL",
      converter = Arguments.NodeUrl.class,
      description = "Address of a node elsewhere (default: $" + URL_VARIABLE + ").")
  private @Nullable URI url;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "Key to use (default: $"
              + KEY_VARIABLE
              + ", which other users of this machine cannot see, else the node's own key).")
  private @Nullable String key;

  /** Where to look for a node of this machine. */
  List<Path> dataFolders() {
    return data != null ? List.of(data) : List.of(Path.of("data"), Path.of("data", "demo"));
  }

  /** The folder that was named. */
  Optional<Path> data() {
    return Optional.ofNullable(data);
  }

  /** A folder that was named is meant, whatever the environment says. */
  Optional<URI> url() {
    if (url != null || data != null) {
      return Optional.ofNullable(url);
    }
    return variable(URL_VARIABLE)
        .map(
            text -> {
              try {
                return Arguments.NodeUrl.parse(text);
              } catch (TypeConversionException e) {
                throw new CommandFailure(
                    ExitStatus.USAGE, "$" + URL_VARIABLE + ": " + e.getMessage());
              }
            });
  }

  Optional<String> key() {
    return Optional.ofNullable(key)
        .filter(text -> !text.isBlank())
        .or(() -> variable(KEY_VARIABLE));
  }

  private static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(text -> !text.isBlank());
  }
}
