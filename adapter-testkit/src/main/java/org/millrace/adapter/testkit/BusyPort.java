package org.millrace.adapter.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port whose queue of connections is full: whoever connects waits and hears nothing. */
public final class BusyPort implements AutoCloseable {

  private static final int MOST_FILLERS = 64;

  private final ServerSocket server;
  private final List<Socket> fillers = new ArrayList<>();

  private BusyPort(ServerSocket server) {
    this.server = server;
  }

  public static BusyPort open() {
    try {
      BusyPort port = new BusyPort(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      port.fill();
      return port;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
  }

  private void fill() throws IOException {
    for (int filler = 0; filler < MOST_FILLERS; filler++) {
      Socket socket = new Socket();
      fillers.add(socket);
      try {
        socket.connect(address(), 150);
      } catch (SocketTimeoutException full) {
        return;
      }
    }
    throw new IllegalStateException("this host accepts connections beyond a port's queue");
  }

  @Override
  public void close() {
    try {
      for (Socket filler : fillers) {
        filler.close();
      }
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
