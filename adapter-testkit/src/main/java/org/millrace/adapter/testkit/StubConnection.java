package org.millrace.adapter.testkit;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Plays a script's steps on one connection of a {@link StubPeer}. Owned by one thread. */
final class StubConnection {

  private final Socket socket;
  private final AtomicLong answered;
  private InputStream in = InputStream.nullInputStream();
  private long bytesOfRequest;
  private boolean silent;

  StubConnection(Socket socket, AtomicLong answered) {
    this.socket = socket;
    this.answered = answered;
  }

  void open() throws IOException {
    in = new Counting(new BufferedInputStream(socket.getInputStream()));
    socket.setTcpNoDelay(true);
  }

  InputStream in() {
    return in;
  }

  void requestEnds() {
    bytesOfRequest = 0;
  }

  /** Whether some bytes of a request have arrived, but not all. */
  boolean withinRequest() {
    return bytesOfRequest > 0;
  }

  /** Plays the steps; answers whether the next request may be read. */
  boolean play(List<Step> steps) throws IOException {
    for (Step step : steps) {
      if (!silent && !play(step)) {
        return false;
      }
    }
    return true;
  }

  private boolean play(Step step) throws IOException {
    switch (step) {
      case Step.Answer(Bytes bytes) -> write(bytes);
      case Step.Drip drip -> drip(drip);
      case Step.Flood flood -> flood(flood);
      case Step.TakePart(int bytes) -> in.readNBytes(bytes);
      case Step.Silence() -> silent = true;
      case Step.Deafness() -> waitForEnd();
      case Step.Close() -> {
        return false;
      }
      case Step.Reset() -> {
        socket.setSoLinger(true, 0);
        return false;
      }
    }
    return true;
  }

  private void write(Bytes bytes) throws IOException {
    bytes.writeTo(socket.getOutputStream());
    answered.addAndGet(bytes.size());
  }

  private void drip(Step.Drip drip) throws IOException {
    OutputStream out = socket.getOutputStream();
    for (int at = 0; at < drip.bytes().size(); at++) {
      LockSupport.parkNanos(drip.pause().toNanos());
      out.write(drip.bytes().at(at));
      answered.incrementAndGet();
    }
  }

  private void flood(Step.Flood flood) throws IOException {
    for (long written = 0; written < flood.most(); written += flood.unit().size()) {
      write(flood.unit());
    }
  }

  /** Reads nothing, so that a large request jams; ends when the peer is closed. */
  private void waitForEnd() throws IOException {
    while (!socket.isClosed()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    throw new EOFException("the peer was closed");
  }

  private final class Counting extends FilterInputStream {

    Counting(InputStream source) {
      super(source);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      bytesOfRequest += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      bytesOfRequest += Math.max(0, read);
      return read;
    }
  }
}
