package org.millrace.postgres;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Unpacks the one tar archive that is bundled: POSIX.1-1988 "ustar" with folders, files and
 * symbolic links. Anything else in it is an error, never skipped.
 */
final class TarArchive {
  private static final int BLOCK = 512;
  private static final int CHECKSUM_AT = 148;
  private static final int CHECKSUM_LENGTH = 8;

  private final InputStream in;
  private final Path target;
  private final byte[] header = new byte[BLOCK];

  private TarArchive(InputStream in, Path target) {
    this.in = in;
    this.target = target;
  }

  /** Unpacks all entries below an existing folder; the caller forces them to disk. */
  static void unpack(InputStream in, Path target) throws IOException {
    TarArchive archive = new TarArchive(in, target);
    while (archive.unpackNext()) {
      // Each call takes one entry.
    }
  }

  private boolean unpackNext() throws IOException {
    if (in.readNBytes(header, 0, BLOCK) != BLOCK) {
      throw new EOFException("the archive ends in the middle");
    }
    if (header[0] == 0) {
      return false;
    }
    checkSum();
    Path path = inside(text(0, 100));
    makeFolder(path.resolveSibling(".").normalize());
    long size = octal(124, 12);
    switch (header[156]) {
      case '5' -> makeFolder(path);
      case '2' -> {
        String link = text(157, 100);
        inside(target.relativize(path.resolveSibling(link)).toString());
        Files.createSymbolicLink(path, Path.of(link));
      }
      case '0', 0 -> unpackFile(path, size);
      default -> throw new IOException("entry of unknown type: " + path);
    }
    return true;
  }

  /** Readable for the account that the server runs under, whatever the umask. */
  private void makeFolder(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      makeFolder(folder.resolveSibling(".").normalize());
      Files.createDirectory(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private void unpackFile(Path path, long size) throws IOException {
    try (FileChannel out =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      byte[] buffer = new byte[1 << 16];
      for (long left = size; left > 0; ) {
        int read = in.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
        if (read == 0) {
          throw new EOFException("the archive ends in the middle of " + path);
        }
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        left -= read;
      }
      boolean program = (octal(100, 8) & 0111) != 0;
      Files.setPosixFilePermissions(
          path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }
    in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
  }

  private Path inside(String name) throws IOException {
    Path path = target.resolve(name).normalize();
    if (!path.startsWith(target)) {
      throw new IOException("entry outside of the archive: " + name);
    }
    return path;
  }

  private void checkSum() throws IOException {
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      boolean checksumField = i >= CHECKSUM_AT && i < CHECKSUM_AT + CHECKSUM_LENGTH;
      sum += checksumField ? ' ' : Byte.toUnsignedInt(header[i]);
    }
    if (sum != octal(CHECKSUM_AT, CHECKSUM_LENGTH)
        || !new String(header, 257, 5, US_ASCII).equals("ustar")
        || header[345] != 0) {
      throw new IOException("not a ustar header: " + text(0, 100));
    }
  }

  private long octal(int at, int length) {
    String digits = new String(header, at, length, US_ASCII).replace('\0', ' ').strip();
    return Long.parseLong(digits, 8);
  }

  private String text(int at, int length) {
    int end = at;
    while (end < at + length && header[end] != 0) {
      end++;
    }
    return new String(header, at, end - at, UTF_8);
  }
}
