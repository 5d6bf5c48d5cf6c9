package org.millrace.adapter.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A peer on a loopback port that follows a script and records what reached it. Thread-safe.
 *
 * <p>Counts are complete only after {@link #settle()}: a request may still stand in a socket's
 * buffer when the sender has long given up.
 */
public final class StubPeer implements AutoCloseable {

  /** Longest wait for what the other side should have done by itself. */
  private static final Duration SETTLE = Duration.ofSeconds(5);

  private final ServerSocket server;
  private final Framing framing;
  private volatile Script script;
  private final List<Received> requests = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Set<Integer> visitors = ConcurrentHashMap.newKeySet();
  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger partial = new AtomicInteger();
  private final AtomicLong answered = new AtomicLong();

  private StubPeer(ServerSocket server, Framing framing, Script script) {
    this.server = server;
    this.framing = framing;
    this.script = script;
  }

  /** Starts a peer on a free port. */
  public static StubPeer start(Framing framing, Script script) {
    try {
      StubPeer peer =
          new StubPeer(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), framing, script);
      Thread.ofVirtual().name("stub-peer").start(peer::accept);
      return peer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
  }

  /** Goes by another script from the next request or connection on. */
  public void follow(Script next) {
    script = next;
  }

  /** The requests that arrived completely, in the order of their arrival. */
  public List<Received> requests() {
    return List.copyOf(requests);
  }

  /** How many requests began but did not arrive completely. */
  public int partial() {
    return partial.get();
  }

  /** How many connections were made. */
  public int connections() {
    return connections.get();
  }

  /** How many bytes of answers the other side's host took. */
  public long answered() {
    return answered.get();
  }

  /**
   * Waits until every connection that was made has been served to its end.
   *
   * @throws AssertionError if the other side keeps connections open
   */
  public void settle() {
    try (Socket visitor = new Socket()) {
      // Connections are accepted in the order they were made: once this one is, all earlier are.
      visitor.bind(new InetSocketAddress(server.getInetAddress(), 0));
      int port = visitor.getLocalPort();
      visitors.add(port);
      visitor.connect(address());
      await(
          () -> !visitors.contains(port) && open.isEmpty(),
          () -> open.size() + " connections were left open");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits until such a request has arrived completely.
   *
   * @throws AssertionError if none arrives
   */
  public void awaitRequest(Predicate<Received> wanted) {
    await(() -> requests.stream().anyMatch(wanted), () -> "no such request arrived");
  }

  private void await(BooleanSupplier condition, Supplier<String> complaint) {
    long left = SETTLE.toNanos();
    lock.lock();
    try {
      while (!condition.getAsBoolean()) {
        if (left <= 0) {
          throw new AssertionError(complaint.get() + " within " + SETTLE);
        }
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the peer", e);
    } finally {
      lock.unlock();
    }
  }

  private void accept() {
    while (true) {
      try {
        Socket socket = server.accept();
        if (visitors.contains(socket.getPort())) {
          socket.close();
          change(() -> visitors.remove(socket.getPort()));
        } else {
          int number = connections.incrementAndGet();
          change(() -> open.add(socket));
          Thread.ofVirtual().name("stub-peer-" + number).start(() -> serve(number, socket));
        }
      } catch (IOException e) {
        return; // Closed: a server socket fails for nothing else on loopback.
      }
    }
  }

  private void serve(int number, Socket socket) {
    StubConnection connection = new StubConnection(socket, answered);
    try (socket) {
      connection.open();
      boolean on = connection.play(script.onConnect());
      while (on) {
        Optional<Received> request = framing.read(number, connection.in());
        connection.requestEnds();
        request.ifPresent(arrived -> change(() -> requests.add(arrived)));
        on = request.isPresent() && connection.play(script.on(request.get()));
      }
    } catch (IOException e) {
      // The other side hung up, which is its right; what it left half done is counted below.
    } finally {
      if (connection.withinRequest()) {
        partial.incrementAndGet();
      }
      change(() -> open.remove(socket));
    }
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
