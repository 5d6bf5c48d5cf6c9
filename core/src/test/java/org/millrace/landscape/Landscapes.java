package org.millrace.landscape;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.millrace.mapping.EvaluationLimits;
import org.millrace.mapping.Expressions;

/** Landscapes kept as test resources, and a loader that knows one adapter. */
final class Landscapes {

  static final Path RESOURCES = Path.of("src/test/resources/landscapes");

  private Landscapes() {}

  static LandscapeLoader loader() {
    return new LandscapeLoader(
        new Expressions(EvaluationLimits.STANDARD, () -> Instant.EPOCH),
        Map.of("recording", new RecordingAdapter()));
  }

  static LandscapeSource source(String name) {
    Problems problems = new Problems();
    LandscapeSource source = SourceFolder.read(RESOURCES.resolve(name), problems);
    if (!problems.isEmpty()) {
      throw new IllegalStateException(problems.all().toString());
    }
    return source;
  }

  /** The small landscape with some files replaced, or removed where the text is empty. */
  static LandscapeSource small(Map<String, String> changes) {
    TreeMap<String, byte[]> files = new TreeMap<>(source("small").files());
    LandscapeSource.ofTexts(changes)
        .files()
        .forEach(
            (path, content) -> {
              files.put(path, content);
              if (content.length == 0) {
                files.remove(path);
              }
            });
    return LandscapeSource.of(files);
  }

  static List<String> problems(LandscapeSource source, String environment) {
    return switch (loader().load(source, environment)) {
      case LoadResult.Loaded ignored -> List.of();
      case LoadResult.Refused refused ->
          refused.problems().stream().map(Problem::toString).toList();
    };
  }

  static Landscape loaded(LandscapeSource source, String environment) {
    return switch (loader().load(source, environment)) {
      case LoadResult.Loaded loaded -> loaded.landscape();
      case LoadResult.Refused refused -> throw new AssertionError(refused.problems().toString());
    };
  }

  static String approved(String name) throws IOException {
    return Files.readString(RESOURCES.resolve(name));
  }
}
