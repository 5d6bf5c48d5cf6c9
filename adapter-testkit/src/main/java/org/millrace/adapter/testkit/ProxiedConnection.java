package org.millrace.adapter.testkit;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * One client's connection through a {@link FaultProxy}: a thread per direction, which meet in the
 * fault of the exchange under way.
 */
final class ProxiedConnection {

  private static final int BUFFER = 65_536;

  private final FaultProxy proxy;
  private final Socket client;
  private final Socket server;
  private volatile ProxyFault fault = new ProxyFault.None();
  private final AtomicBoolean asked = new AtomicBoolean();

  ProxiedConnection(FaultProxy proxy, Socket client, Socket server) {
    this.proxy = proxy;
    this.client = client;
    this.server = server;
  }

  /** Returns when the connection has ended. */
  void run() throws IOException {
    Thread answers = Thread.ofVirtual().name("fault-proxy-server").start(this::pumpAnswers);
    try {
      pumpRequests();
    } finally {
      FaultProxy.close(client);
      FaultProxy.close(server);
      answers.interrupt();
      answered();
    }
  }

  private void pumpRequests() throws IOException {
    byte[] buffer = new byte[BUFFER];
    int read = client.getInputStream().read(buffer);
    while (read >= 0) {
      boolean begins = asked.compareAndSet(false, true);
      if (begins) {
        fault = proxy.draw();
      }
      if (!request(fault, begins, buffer, read)) {
        return;
      }
      read = client.getInputStream().read(buffer);
    }
  }

  /** Deals with bytes of a request; answers whether the connection goes on. */
  private boolean request(ProxyFault now, boolean begins, byte[] buffer, int length)
      throws IOException {
    return switch (now) {
      case ProxyFault.None() -> toServer(buffer, length);
      case ProxyFault.CutAfterForwarding() -> toServer(buffer, length);
      case ProxyFault.CutMidAnswer() -> toServer(buffer, length);
      case ProxyFault.ResetAfterForwarding() -> toServer(buffer, length);
      case ProxyFault.BlackholeAnswer() -> toServer(buffer, length);
      case ProxyFault.BlackholeRequest() -> true;
      case ProxyFault.CutBeforeForwarding() -> false;
      case ProxyFault.CutMidRequest() -> {
        toServer(buffer, proxy.part(length));
        yield false;
      }
      case ProxyFault.ResetBeforeForwarding() -> {
        client.setSoLinger(true, 0);
        yield false;
      }
      case ProxyFault.Delay(var pause) -> {
        if (begins) {
          LockSupport.parkNanos(pause.toNanos());
        }
        yield toServer(buffer, length);
      }
    };
  }

  private void answered() {
    if (asked.compareAndSet(true, false)) {
      proxy.ended();
    }
  }

  private boolean toServer(byte[] buffer, int length) throws IOException {
    server.getOutputStream().write(buffer, 0, length);
    return true;
  }

  private void pumpAnswers() {
    byte[] buffer = new byte[BUFFER];
    try {
      int read = server.getInputStream().read(buffer);
      while (read >= 0 && answer(fault, buffer, read)) {
        read = server.getInputStream().read(buffer);
      }
    } catch (IOException e) {
      // Either side hung up: the connection ends below.
    } finally {
      FaultProxy.close(server);
      // A black hole stays one even when the server has had enough of the silence.
      if (!(fault instanceof ProxyFault.BlackholeRequest
          || fault instanceof ProxyFault.BlackholeAnswer)) {
        FaultProxy.close(client);
      }
    }
  }

  /** Deals with bytes of an answer; answers whether the connection goes on. */
  private boolean answer(ProxyFault now, byte[] buffer, int length) throws IOException {
    // Before the write: the client may ask anew as soon as it has the last byte.
    answered();
    return switch (now) {
      case ProxyFault.None() -> toClient(buffer, length);
      case ProxyFault.Delay ignored -> toClient(buffer, length);
      case ProxyFault.CutMidAnswer() -> {
        toClient(buffer, proxy.part(length));
        yield false;
      }
      case ProxyFault.ResetAfterForwarding() -> {
        client.setSoLinger(true, 0);
        yield false;
      }
      case ProxyFault.BlackholeAnswer() -> true;
      case ProxyFault.CutAfterForwarding() -> false;
      case ProxyFault.CutBeforeForwarding() -> false;
      case ProxyFault.CutMidRequest() -> false;
      case ProxyFault.ResetBeforeForwarding() -> false;
      case ProxyFault.BlackholeRequest() -> true;
    };
  }

  private boolean toClient(byte[] buffer, int length) throws IOException {
    client.getOutputStream().write(buffer, 0, length);
    return true;
  }
}
