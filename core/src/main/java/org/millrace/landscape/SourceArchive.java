package org.millrace.landscape;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A landscape as one zip, as it is stored and sent. Reading is safe for any bytes: names are
 * checked, and sizes are counted while unpacking, whatever the archive says about itself.
 */
public final class SourceArchive {

  // The same files must always make the same bytes, so every entry has one fixed time.
  private static final LocalDateTime FIXED = LocalDateTime.of(1980, 1, 1, 0, 0);

  private SourceArchive() {}

  /** The same bytes for the same files. */
  public static byte[] write(LandscapeSource source) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      for (Map.Entry<String, byte[]> file : source.files().entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTimeLocal(FIXED);
        zip.putNextEntry(entry);
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  /** Unpacks an archive; whatever is wrong with it is a problem, and then nothing is unpacked. */
  public static LandscapeSource read(byte[] archive, Problems problems) {
    Map<String, byte[]> files = new TreeMap<>();
    long total = 0;
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(archive), StandardCharsets.UTF_8)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.isDirectory()) {
          continue;
        }
        byte[] content = zip.readNBytes(LandscapeSource.LARGEST_FILE + 1);
        total += content.length;
        String wrong = wrong(entry.getName(), content, total, files);
        if (!wrong.isEmpty()) {
          problems.add(Position.startOf("archive"), wrong);
          return LandscapeSource.of(Map.of());
        }
        files.put(entry.getName(), content);
      }
    } catch (IOException | IllegalArgumentException e) {
      problems.add(Position.startOf("archive"), "this is no readable zip archive");
      return LandscapeSource.of(Map.of());
    }
    if (files.isEmpty()) {
      problems.add(Position.startOf("archive"), "the zip archive holds no files");
    }
    return LandscapeSource.of(files);
  }

  private static String wrong(String name, byte[] content, long total, Map<String, byte[]> files) {
    if (!LandscapeSource.isProper(name) || files.containsKey(name)) {
      return "an entry's name cannot be part of a landscape";
    }
    if (content.length > LandscapeSource.LARGEST_FILE) {
      return name + " is larger than " + LandscapeSource.LARGEST_FILE + " bytes";
    }
    if (files.size() >= LandscapeSource.MOST_FILES || total > LandscapeSource.LARGEST_SOURCE) {
      return "the archive holds more files or bytes than a landscape may";
    }
    return "";
  }
}
