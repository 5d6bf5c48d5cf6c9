package org.millrace.plant.log;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One append-only file of newline-ended lines. A last line without its newline was torn by a crash
 * and was never acknowledged, so {@link #scan} cuts it off. One thread writes; any thread reads.
 */
final class LogFile implements Closeable {
  private static final int READ_AHEAD = 1024;
  private static final int SCAN_BUFFER = 1 << 16;

  private final Path path;
  private final FileChannel channel;
  private long end;

  private LogFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static LogFile open(Path path) throws IOException {
    Path folder = path.resolveSibling(".").toAbsolutePath().normalize();
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    syncFolder(folder);
    return new LogFile(path, channel);
  }

  /** Without this the file itself may be gone after a power cut, whatever was fsync'ed into it. */
  static void syncFolder(Path folder) throws IOException {
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  void scan(LineVisitor visitor) throws IOException {
    long offset = 0;
    long position = 0;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path), SCAN_BUFFER)) {
      for (int octet = in.read(); octet >= 0; octet = in.read()) {
        position++;
        if (octet == '\n') {
          visitor.line(offset, line.toByteArray(), this::lineAt);
          line.reset();
          offset = position;
        } else {
          line.write(octet);
        }
      }
    }
    channel.truncate(offset);
    end = offset;
  }

  long end() {
    return end;
  }

  void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      end += channel.write(bytes, end);
    }
  }

  void force() throws IOException {
    channel.force(false);
  }

  byte[] lineAt(long offset) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    ByteBuffer chunk = ByteBuffer.allocate(READ_AHEAD);
    for (long at = offset; channel.read(chunk.clear(), at) > 0; at += chunk.limit()) {
      chunk.flip();
      for (int i = 0; i < chunk.limit(); i++) {
        if (chunk.get(i) == '\n') {
          line.write(chunk.array(), 0, i);
          return line.toByteArray();
        }
      }
      line.write(chunk.array(), 0, chunk.limit());
    }
    throw new IOException(path + " has no whole line at offset " + offset);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
