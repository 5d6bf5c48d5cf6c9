package org.millrace.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Serves the console's files from a folder, or from {@code /console/} on the class path. Addresses
 * that name no file get {@code index.html}: they are the console's own. Thread-safe; files are read
 * once and kept.
 */
final class StaticFiles {

  private static final String INDEX = "index.html";
  private static final int LARGEST = 8 << 20;
  private static final int MOST_KEPT = 500;

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("map", "application/json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("txt", "text/plain; charset=utf-8"));

  private final Optional<Path> folder;
  private final Map<String, Kept> kept = new ConcurrentHashMap<>();

  StaticFiles(Optional<Path> folder) {
    this.folder = folder;
  }

  private static final class Kept {
    final String type;
    final String etag;
    final byte[] bytes;
    final byte @Nullable [] zipped;

    Kept(String type, String etag, byte[] bytes, byte @Nullable [] zipped) {
      this.type = type;
      this.etag = etag;
      this.bytes = bytes;
      this.zipped = zipped;
    }
  }

  /**
   * @param path decoded, starting with a slash
   */
  Optional<Answer> answer(String path, HttpFields request) {
    String name = path.equals("/") ? INDEX : path.substring(1);
    if (!isPlain(name)) {
      return Optional.empty();
    }
    Optional<Kept> file = file(name);
    boolean named = name.lastIndexOf('.') > name.lastIndexOf('/');
    if (file.isEmpty() && !named) {
      file = file(INDEX);
    }
    return file.map(found -> answer(found, name.startsWith("assets/"), request));
  }

  private static Answer answer(Kept file, boolean hashed, HttpFields request) {
    String caching = hashed ? "public, max-age=31536000, immutable" : "no-cache";
    if (file.etag.equals(request.get(HttpHeader.IF_NONE_MATCH))) {
      return Answer.empty(304)
          .with(HttpHeader.ETAG, file.etag)
          .with(HttpHeader.CACHE_CONTROL, caching);
    }
    byte @Nullable [] zipped = file.zipped;
    boolean zip = zipped != null && request.contains(HttpHeader.ACCEPT_ENCODING, "gzip");
    Answer answer = Answer.of(200, file.type, zip && zipped != null ? zipped : file.bytes);
    if (zip) {
      answer.with(HttpHeader.CONTENT_ENCODING, "gzip");
    }
    return answer
        .with(HttpHeader.ETAG, file.etag)
        .with(HttpHeader.CACHE_CONTROL, caching)
        .with(HttpHeader.VARY, "Accept-Encoding");
  }

  /** Only names that a build makes: no dots at the start, no empty parts, so no way out. */
  private static boolean isPlain(String name) {
    if (name.length() > 200) {
      return false;
    }
    for (String part : name.split("/", -1)) {
      boolean plain =
          !part.isEmpty()
              && part.charAt(0) != '.'
              && part.chars()
                  .allMatch(
                      c -> c < 128 && (Character.isLetterOrDigit(c) || "._-~:".indexOf(c) >= 0));
      if (!plain) {
        return false;
      }
    }
    return true;
  }

  private Optional<Kept> file(String name) {
    @Nullable Kept known = kept.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Kept> read = read(name);
    // What is missing is not kept: inventing names must cost no memory.
    if (read.isPresent() && kept.size() < MOST_KEPT) {
      kept.put(name, read.get());
    }
    return read;
  }

  private Optional<Kept> read(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1);
    @Nullable String type = TYPES.get(ending);
    if (type == null) {
      return Optional.empty();
    }
    try {
      Optional<byte[]> bytes = folder.isPresent() ? inFolder(folder.get(), name) : onPath(name);
      return bytes.isEmpty() ? Optional.empty() : Optional.of(keep(type, bytes.get()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> inFolder(Path folder, String name) throws IOException {
    Path root = folder.toRealPath();
    Path file = root.resolve(name);
    if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
      return Optional.empty();
    }
    // A link must not lead out of the folder either.
    return file.toRealPath().startsWith(root)
        ? Optional.of(Files.readAllBytes(file))
        : Optional.empty();
  }

  private static Optional<byte[]> onPath(String name) throws IOException {
    try (@Nullable InputStream in = StaticFiles.class.getResourceAsStream("/console/" + name)) {
      return in == null ? Optional.empty() : Optional.of(in.readNBytes(LARGEST));
    }
  }

  private static Kept keep(String type, byte[] bytes) throws IOException {
    boolean text = !type.startsWith("image/p") && !type.startsWith("font/");
    byte @Nullable [] zipped = null;
    if (text && bytes.length > 1_000) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
        gzip.write(bytes);
      }
      zipped = out.toByteArray();
    }
    return new Kept(type, etag(bytes), bytes, zipped);
  }

  private static String etag(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "\""
          + Base64.getUrlEncoder().withoutPadding().encodeToString(hash).substring(0, 22)
          + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
