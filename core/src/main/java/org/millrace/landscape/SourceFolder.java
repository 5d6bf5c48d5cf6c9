package org.millrace.landscape;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads a landscape from a folder. Hidden files are left out; links out of it are refused. */
public final class SourceFolder {

  private final Path root;
  private final Problems problems;
  private final Map<String, byte[]> files = new TreeMap<>();
  private long total;

  private SourceFolder(Path root, Problems problems) {
    this.root = root;
    this.problems = problems;
  }

  /** Reads all files; what cannot be read or breaks a limit is a problem. */
  public static LandscapeSource read(Path folder, Problems problems) {
    try {
      SourceFolder reading = new SourceFolder(folder.toRealPath(), problems);
      reading.walk(reading.root, "");
      return LandscapeSource.of(reading.files);
    } catch (IOException e) {
      problems.add(
          Position.startOf("."), "the folder " + folder + " cannot be read", "check its path");
      return LandscapeSource.of(Map.of());
    }
  }

  private void walk(Path folder, String prefix) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.sorted().toList()) {
        String path = prefix + entry.getFileName();
        if (!String.valueOf(entry.getFileName()).startsWith(".")) {
          visit(entry, path);
        }
      }
    }
  }

  private void visit(Path entry, String path) throws IOException {
    Position at = Position.startOf(path);
    if (Files.isSymbolicLink(entry) && !staysInside(entry)) {
      problems.add(at, "the link leads out of the landscape's folder", "copy the file instead");
    } else if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
      if (path.length() < LandscapeSource.LONGEST_PATH) {
        walk(entry, path + "/");
      }
    } else if (!Files.isRegularFile(entry)) {
      problems.add(at, "this is no file", "remove it");
    } else if (!LandscapeSource.isProper(path)) {
      problems.add(at, "the name cannot be part of a landscape", "rename the file");
    } else if (Files.size(entry) > LandscapeSource.LARGEST_FILE) {
      problems.add(at, "the file is larger than " + LandscapeSource.LARGEST_FILE + " bytes");
    } else if (files.size() >= LandscapeSource.MOST_FILES
        || total + Files.size(entry) > LandscapeSource.LARGEST_SOURCE) {
      problems.add(
          Position.startOf("."),
          "a landscape has at most "
              + LandscapeSource.MOST_FILES
              + " files and "
              + LandscapeSource.LARGEST_SOURCE
              + " bytes");
    } else {
      byte[] content = Files.readAllBytes(entry);
      total += content.length;
      files.put(path, content);
    }
  }

  private boolean staysInside(Path link) {
    try {
      Path target = link.toRealPath();
      return target.startsWith(root) && Files.isRegularFile(target);
    } catch (IOException e) {
      return false;
    }
  }
}
