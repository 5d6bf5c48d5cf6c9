package org.millrace.adapter.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands on a loopback port before a real server and breaks exchanges in chosen places. It knows no
 * protocol but the turn: bytes of the client after bytes of the server begin a new exchange, which
 * draws its own fault; this serves every protocol that asks and answers without pipelining and
 * without interim answers.
 *
 * <p>Thread-safe. Faults are drawn from a seeded generator in the order of the exchanges' begin, so
 * that a seed repeats a run of one client.
 */
public final class FaultProxy implements AutoCloseable {

  private final ServerSocket server;
  private final InetSocketAddress upstream;
  private final Random random;
  private volatile FaultMix mix = FaultMix.CALM;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Map<Class<? extends ProxyFault>, AtomicInteger> drawn = new ConcurrentHashMap<>();
  private int underWay;
  private int mostUnderWay;
  private volatile boolean closed;

  private FaultProxy(ServerSocket server, InetSocketAddress upstream, long seed) {
    this.server = server;
    this.upstream = upstream;
    this.random = new Random(seed);
  }

  /** Starts a proxy without faults on a free port. */
  public static FaultProxy before(InetSocketAddress upstream, long seed) {
    try {
      FaultProxy proxy =
          new FaultProxy(
              new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), upstream, seed);
      Thread.ofVirtual().name("fault-proxy").start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
  }

  /** From the next exchange on, also on connections that stand already. */
  public void use(FaultMix next) {
    mix = next;
  }

  /** From the next exchange on, this fault every time. */
  public void use(ProxyFault fault) {
    use(FaultMix.always(fault));
  }

  /** How many exchanges drew this kind of fault. */
  public int drawn(Class<? extends ProxyFault> kind) {
    AtomicInteger count = drawn.get(kind);
    return count == null ? 0 : count.get();
  }

  /** Most exchanges that were under way at once since the last call. */
  public int mostUnderWay() {
    synchronized (random) {
      int most = mostUnderWay;
      mostUnderWay = underWay;
      return most;
    }
  }

  /** Closes every connection that stands; new ones are welcome. */
  public void cutAll() {
    for (Socket socket : open) {
      close(socket);
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cutAll();
  }

  /** An exchange begins. */
  ProxyFault draw() {
    synchronized (random) {
      mostUnderWay = Math.max(mostUnderWay, ++underWay);
      ProxyFault fault = mix.draw(random);
      drawn.computeIfAbsent(fault.getClass(), kind -> new AtomicInteger()).incrementAndGet();
      return fault;
    }
  }

  /** An exchange ends: its answer has begun, or its connection is gone. */
  void ended() {
    synchronized (random) {
      underWay--;
    }
  }

  /** Length of the part that is forwarded before a cut: never nothing of many bytes, never all. */
  int part(int length) {
    synchronized (random) {
      return length < 2 ? 0 : 1 + random.nextInt(length - 1);
    }
  }

  private void accept() {
    while (!closed) {
      try {
        Socket client = server.accept();
        open.add(client);
        Thread.ofVirtual().name("fault-proxy-client").start(() -> connect(client));
      } catch (IOException e) {
        return; // Closed: a server socket fails for nothing else on loopback.
      }
    }
  }

  private void connect(Socket client) {
    Socket peer = new Socket();
    open.add(peer);
    try (client;
        peer) {
      peer.connect(upstream);
      client.setTcpNoDelay(true);
      peer.setTcpNoDelay(true);
      if (!closed) {
        new ProxiedConnection(this, client, peer).run();
      }
    } catch (IOException e) {
      // Either side hung up, or the server is down: the client sees its connection end.
    } finally {
      open.remove(client);
      open.remove(peer);
    }
  }

  static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
