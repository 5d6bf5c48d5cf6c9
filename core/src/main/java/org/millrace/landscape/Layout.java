package org.millrace.landscape;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which file is what, by its path. */
final class Layout {

  static final String LANDSCAPE = "landscape.yaml";

  private static final Set<String> KNOWN =
      Set.of("systems", "contracts", "flows", "channels", "mappings", "environments", "runbooks");
  private static final Set<String> PLANNED =
      Set.of(
          "values",
          "processes",
          "expectations",
          "reconciliations",
          "alerts",
          "synthetics",
          "tests");

  private Layout() {}

  /** Names of the files of a folder with an ending, for example {@code erp} of systems. */
  static List<String> names(LandscapeSource source, String folder, String ending) {
    List<String> names = new ArrayList<>();
    for (String path : source.files().keySet()) {
      if (path.startsWith(folder + "/")
          && path.endsWith(ending)
          && path.indexOf('/', folder.length() + 1) < 0) {
        names.add(path.substring(folder.length() + 1, path.length() - ending.length()));
      }
    }
    return names;
  }

  /** Names of the folders in a folder. */
  static Set<String> folders(LandscapeSource source, String folder) {
    Set<String> names = new TreeSet<>();
    for (String path : source.files().keySet()) {
      String[] parts = path.split("/", -1);
      if (parts.length > 2 && parts[0].equals(folder)) {
        names.add(parts[1]);
      }
    }
    return names;
  }

  /** Reports every file that has no meaning where it is. */
  static void check(LandscapeSource source, Problems problems) {
    Set<String> reported = new TreeSet<>();
    for (String path : source.files().keySet()) {
      String top = path.indexOf('/') < 0 ? "" : path.substring(0, path.indexOf('/'));
      if (PLANNED.contains(top)) {
        if (reported.add(top)) {
          problems.add(
              Position.startOf(path),
              "`" + top + "/` is not supported yet",
              "keep the folder elsewhere for now");
        }
      } else if (!isExpected(path, top)) {
        problems.add(
            Position.startOf(path),
            "this file has no meaning here",
            Suggestion.among(KNOWN, top)
                .orElse("see the reference for the files of a landscape, or remove it"));
      } else if (path.endsWith(".yaml") && !top.equals("contracts") && !top.isEmpty()) {
        String name = path.substring(top.length() + 1, path.length() - ".yaml".length());
        Names.check(name, Position.startOf(path), problems);
      }
    }
  }

  private static boolean isExpected(String path, String top) {
    if (path.endsWith(".md") || path.equals("LICENSE")) {
      return true;
    }
    String rest = path.substring(top.isEmpty() ? 0 : top.length() + 1);
    boolean flat = rest.indexOf('/') < 0;
    return switch (top) {
      case "" -> path.equals(LANDSCAPE);
      case "systems", "flows", "channels", "environments" -> flat && path.endsWith(".yaml");
      case "mappings" -> flat && (path.endsWith(".jsonata") || path.endsWith(".test.json"));
      case "contracts" ->
          rest.matches("[^/]+/(contract\\.yaml|[^/]+\\.json|examples/([^/]+/)?[^/]+\\.json)");
      default -> false;
    };
  }
}
