package org.millrace.plant.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A file of lines behind one writer thread that fsyncs in groups: while one fsync runs, the next
 * group gathers. A failed write leaves the file's end unknown, so from then on every append fails
 * until the process is started again. Thread-safe.
 */
public final class DurableLog<T, R> implements AutoCloseable {
  private static final int MAX_GROUP = 1024;
  private static final int MAX_WAITING = 16_384;

  private static final String CLOSED = "The log is closed.";

  private record Pending<T, R>(T item, CompletableFuture<R> done) {}

  private record Staged<R>(CompletableFuture<R> done, R answer) {}

  private final LogFile file;
  private final Stage<T, R> stage;

  /** An empty element only wakes the writer, so that it sees that the log is being closed. */
  private final BlockingQueue<Optional<Pending<T, R>>> waiting =
      new ArrayBlockingQueue<>(MAX_WAITING);

  private final Thread writer;
  private volatile boolean closing;
  private volatile long durableEnd;
  private volatile @Nullable IOException broken;

  private DurableLog(LogFile file, Stage<T, R> stage, String name) {
    this.file = file;
    this.stage = stage;
    this.writer = Thread.ofPlatform().daemon().name("log-" + name).unstarted(this::writeGroups);
  }

  /** Shows every old line to the visitor, then takes appends. */
  public static <T, R> DurableLog<T, R> open(Path path, LineVisitor old, Stage<T, R> stage)
      throws IOException {
    LogFile file = LogFile.open(path);
    file.scan(old);
    DurableLog<T, R> log = new DurableLog<>(file, stage, String.valueOf(path.getFileName()));
    log.durableEnd = file.end();
    log.writer.start();
    return log;
  }

  /** Completes once the item's lines are on the disk; blocks only while the queue is full. */
  public CompletableFuture<R> append(T item) {
    CompletableFuture<R> done = new CompletableFuture<>();
    if (closing) {
      done.completeExceptionally(new IllegalStateException(CLOSED));
      return done;
    }
    boolean interrupted = false;
    for (Optional<Pending<T, R>> pending = Optional.of(new Pending<>(item, done)); ; ) {
      try {
        waiting.put(pending);
        break;
      } catch (InterruptedException e) {
        // What happened must be written down even by a thread that is being stopped.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return done;
  }

  /** Lines that start at or behind this offset may still vanish in a crash: show them to nobody. */
  public long durableEnd() {
    return durableEnd;
  }

  public byte[] lineAt(long offset) {
    try {
      return file.lineAt(offset);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeGroups() {
    List<Optional<Pending<T, R>>> taken = new ArrayList<>();
    try {
      while (!(closing && waiting.isEmpty())) {
        taken.add(waiting.take());
        waiting.drainTo(taken, MAX_GROUP - 1);
        writeGroup(taken.stream().flatMap(Optional::stream).toList());
        taken.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void writeGroup(List<Pending<T, R>> group) {
    List<Staged<R>> staged = new ArrayList<>(group.size());
    try {
      if (broken != null) {
        throw broken;
      }
      Buffer buffer = new Buffer();
      for (Pending<T, R> pending : group) {
        staged.add(new Staged<>(pending.done(), stage.stage(pending.item(), buffer)));
      }
      buffer.flush();
      if (buffer.wrote) {
        file.force();
        durableEnd = file.end();
      }
      staged.forEach(one -> one.done().complete(one.answer()));
    } catch (IOException e) {
      broken = e;
      group.forEach(pending -> pending.done().completeExceptionally(e));
    } catch (RuntimeException e) {
      broken = new IOException("A stage failed half-way; the log's state is unknown.", e);
      group.forEach(pending -> pending.done().completeExceptionally(e));
    }
  }

  @Override
  public void close() throws IOException {
    closing = true;
    try {
      waiting.put(Optional.empty());
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    waiting.stream()
        .flatMap(Optional::stream)
        .forEach(late -> late.done().completeExceptionally(new IllegalStateException(CLOSED)));
    file.close();
  }

  private final class Buffer implements Lines {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean wrote;

    @Override
    public long append(byte[] line) {
      long offset = file.end() + bytes.size();
      bytes.writeBytes(line);
      bytes.write('\n');
      return offset;
    }

    @Override
    public byte[] lineAt(long offset) throws IOException {
      if (offset >= file.end()) {
        flush();
      }
      return file.lineAt(offset);
    }

    private void flush() throws IOException {
      if (bytes.size() > 0) {
        file.write(ByteBuffer.wrap(bytes.toByteArray()));
        bytes.reset();
        wrote = true;
      }
    }
  }
}
