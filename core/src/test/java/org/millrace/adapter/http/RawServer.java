package org.millrace.adapter.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A peer on a real socket that does to each connection what a test says. */
final class RawServer implements AutoCloseable {

  private static final int FIRST_PORT = 25_700;
  private static final int LAST_PORT = 25_799;

  /** What is done to one connection; it is closed afterwards. */
  @FunctionalInterface
  interface Conduct {
    void serve(Client client) throws IOException, InterruptedException;
  }

  private final ServerSocket listener;
  private final Conduct conduct;
  private final AtomicInteger connections = new AtomicInteger();
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();

  private RawServer(ServerSocket listener, Conduct conduct) {
    this.listener = listener;
    this.conduct = conduct;
  }

  static RawServer start(Conduct conduct) {
    RawServer server = new RawServer(bound(), conduct);
    Thread.ofVirtual().start(server::accept);
    return server;
  }

  /** Answers every request on every connection with the same bytes. */
  static RawServer answering(String answer) {
    return start(
        client -> {
          while (client.read()) {
            client.write(answer);
          }
        });
  }

  static String json(int status, String body) {
    return http(status, "application/json", body);
  }

  static String http(int status, String type, String body) {
    return "HTTP/1.1 "
        + status
        + " Some\r\nContent-Type: "
        + type
        + "\r\nContent-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\n\r\n"
        + body;
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  int port() {
    return listener.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  /** Heads and bodies, in the order they were read. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One accepted connection. */
  final class Client {
    private final Socket socket;
    private final InputStream in;
    private final int number;

    private Client(Socket socket, int number) throws IOException {
      this.socket = socket;
      this.in = new BufferedInputStream(socket.getInputStream());
      this.number = number;
    }

    /** Counted from 1. */
    int number() {
      return number;
    }

    /** Reads one request; false at the end of the connection. */
    boolean read() throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
        int next = in.read();
        if (next < 0) {
          return false;
        }
        head.append((char) next);
      }
      int length =
          head.toString()
              .lines()
              .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
              .mapToInt(line -> Integer.parseInt(line.substring(15).trim()))
              .findFirst()
              .orElse(0);
      byte[] body = in.readNBytes(length);
      requests.add(head + new String(body, StandardCharsets.UTF_8));
      return true;
    }

    void write(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Ends the connection by RST. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /** Waits until the other side closes. */
    void hang() throws IOException {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket, connections.incrementAndGet()));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket, int number) {
    try (socket) {
      conduct.serve(new Client(socket, number));
    } catch (IOException e) {
      // the other side went away; the test looks at what the other side concluded
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ServerSocket bound() {
    for (int port = FIRST_PORT; port <= LAST_PORT; port++) {
      try {
        return new ServerSocket(port, 50, InetAddress.ofLiteral("127.0.0.1"));
      } catch (BindException e) {
        // taken; the next one
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    throw new IllegalStateException("no free port for the test");
  }
}
