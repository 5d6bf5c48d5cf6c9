package org.millrace.landscape;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files of a landscape, wherever they come from, sorted by path. Immutable; the byte arrays
 * must not be changed.
 *
 * @param files content by path relative to the landscape's folder, with forward slashes
 */
public record LandscapeSource(NavigableMap<String, byte[]> files) {

  /** Most files of a landscape. */
  public static final int MOST_FILES = 5_000;

  /** Most bytes of one file. */
  public static final int LARGEST_FILE = 1024 * 1024;

  /** Most bytes of all files. */
  public static final int LARGEST_SOURCE = 32 * 1024 * 1024;

  /** Longest path of a file. */
  public static final int LONGEST_PATH = 200;

  public LandscapeSource {
    files = Collections.unmodifiableNavigableMap(new TreeMap<>(files));
  }

  public static LandscapeSource of(Map<String, byte[]> files) {
    return new LandscapeSource(new TreeMap<>(files));
  }

  /** From texts, as the editor and tests have them. */
  public static LandscapeSource ofTexts(Map<String, String> files) {
    NavigableMap<String, byte[]> bytes = new TreeMap<>();
    files.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
    return new LandscapeSource(bytes);
  }

  public Optional<byte[]> file(String path) {
    return Optional.ofNullable(files.get(path));
  }

  /** SHA-256 over paths and contents in order, in hexadecimal; lengths keep them apart. */
  public String digest() {
    MessageDigest sha = sha256();
    files.forEach(
        (path, content) -> {
          byte[] name = path.getBytes(StandardCharsets.UTF_8);
          sha.update((name.length + ":" + content.length + ":").getBytes(StandardCharsets.UTF_8));
          sha.update(name);
          sha.update(content);
        });
    return HexFormat.of().formatHex(sha.digest());
  }

  /** Whether a path may be part of a landscape: relative, normal, without anything hidden. */
  static boolean isProper(String path) {
    if (path.isEmpty() || path.length() > LONGEST_PATH || path.indexOf('\\') >= 0) {
      return false;
    }
    for (String part : path.split("/", -1)) {
      if (part.isEmpty() || part.startsWith(".") || part.chars().anyMatch(c -> c < 32)) {
        return false;
      }
    }
    return path.indexOf(':') < 0;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
