package org.millrace.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.millrace.journal.AppliedLandscapes;
import org.millrace.journal.LandscapeVersions;
import org.millrace.landscape.LandscapeLoader;
import org.millrace.landscape.LandscapeSource;
import org.millrace.landscape.Problems;
import org.millrace.landscape.SourceFolder;
import org.millrace.message.Actor;

/** Finds the landscape a node starts with. */
final class LandscapeStart {

  private LandscapeStart() {}

  static AppliedLandscapes open(
      NodeSettings settings, LandscapeVersions versions, LandscapeLoader loader) {
    if (settings.landscape().isEmpty()) {
      return AppliedLandscapes.reopen(versions, loader)
          .orElseThrow(
              () ->
                  new StartFailure(
                      "This node has no landscape yet; start it with --landscape FOLDER, for"
                          + " example --landscape examples/discrete-plant"));
    }
    Path folder = settings.landscape().get();
    if (!Files.isDirectory(folder)) {
      throw new StartFailure("There is no landscape folder " + folder);
    }
    Problems problems = new Problems();
    LandscapeSource source = SourceFolder.read(folder, problems);
    return AppliedLandscapes.open(
            versions, loader, source, settings.environment(), Actor.PLATFORM, problems)
        .orElseThrow(
            () ->
                new StartFailure(
                    problems.all().stream()
                        .map(problem -> folder + "/" + problem)
                        .collect(
                            Collectors.joining(
                                "\n", "The landscape has mistakes and was not applied:\n", ""))));
  }
}
