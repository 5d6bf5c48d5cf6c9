package org.millrace.app;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.millrace.landscape.Landscape;
import org.millrace.landscape.LandscapeLoader;
import org.millrace.landscape.LandscapeSource;
import org.millrace.landscape.LoadResult;
import org.millrace.landscape.Problem;
import org.millrace.landscape.Problems;
import org.millrace.landscape.SourceFolder;

/** Checks a landscape's folder with the adapters of this installation, without a node. */
public final class LandscapeCheck {

  private static final String ENVIRONMENTS = "environments/";
  private static final String YAML = ".yaml";

  private LandscapeCheck() {}

  /**
   * All problems, each once.
   *
   * @param environments names to check for; none means each that the landscape has
   */
  public static List<Problem> check(Path folder, List<String> environments) {
    LandscapeLoader loader = Node.loader(InstantSource.system());
    Problems reading = new Problems();
    LandscapeSource source = SourceFolder.read(folder, reading);
    Set<Problem> found = new LinkedHashSet<>(reading.all());
    for (String environment : environments.isEmpty() ? declared(source) : environments) {
      if (loader.load(source, environment) instanceof LoadResult.Refused refused) {
        found.addAll(refused.problems());
      }
    }
    return List.copyOf(found);
  }

  /** A landscape as a node would read it for an environment. */
  public static LoadResult read(LandscapeSource source, String environment) {
    return Node.loader(InstantSource.system()).load(source, environment);
  }

  /** The same; nothing if it has mistakes. */
  public static Optional<Landscape> load(LandscapeSource source, String environment) {
    return switch (read(source, environment)) {
      case LoadResult.Loaded loaded -> Optional.of(loaded.landscape());
      case LoadResult.Refused refused -> Optional.empty();
    };
  }

  /** Names of the declared environments; a landscape without any is checked for {@code dev}. */
  public static List<String> declared(LandscapeSource source) {
    List<String> names =
        source.files().keySet().stream()
            .filter(path -> path.startsWith(ENVIRONMENTS) && path.endsWith(YAML))
            .map(path -> path.substring(ENVIRONMENTS.length(), path.length() - YAML.length()))
            .toList();
    return names.isEmpty() ? List.of("dev") : names;
  }
}
