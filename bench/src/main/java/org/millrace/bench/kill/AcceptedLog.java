package org.millrace.bench.kill;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The sender's list of what the node has promised: a line per accepted message, with the message's
 * id if the node told it, in the file before the stream's next message is sent. Thread-safe.
 */
final class AcceptedLog implements Closeable {
  private final FileChannel file;
  private final EffectComparison comparison;
  private long count;

  AcceptedLog(Path path, EffectComparison comparison) throws IOException {
    this.file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    this.comparison = comparison;
  }

  void add(String stream, int sequence, String id) {
    byte[] line =
        ((stream + " " + sequence + " " + id).strip() + "\n").getBytes(StandardCharsets.UTF_8);
    synchronized (comparison) {
      try {
        file.write(ByteBuffer.wrap(line));
      } catch (IOException e) {
        throw new UncheckedIOException("the list of accepted messages cannot be written", e);
      }
      comparison.accepted(stream, sequence);
      count++;
    }
  }

  long count() {
    synchronized (comparison) {
      return count;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
