package org.millrace.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The sending side: connections, each with at most one message under way. */
final class Sender {
  private static final int FIRST_SUCCESS = 200;
  private static final int LAST_SUCCESS = 299;

  private final Selector selector;
  private final LoadPlan plan;
  private final MessageLog log;
  private final Refusals refusals;
  private final RequestTemplate template;
  private final InetSocketAddress engine;
  private final ByteBuffer scratch = ByteBuffer.allocateDirect(1 << 14);
  private final Deque<Line> idle = new ArrayDeque<>();
  private final List<Line> lines = new ArrayList<>();

  Sender(Selector selector, LoadPlan plan, MessageLog log, Refusals refusals) throws IOException {
    this.selector = selector;
    this.plan = plan;
    this.log = log;
    this.refusals = refusals;
    this.template = new RequestTemplate(plan);
    this.engine = new InetSocketAddress(plan.engine().getHost(), plan.engine().getPort());
    for (int i = 0; i < plan.connections(); i++) {
      Line line = new Line(i);
      line.connect();
      lines.add(line);
      idle.add(line);
    }
  }

  boolean isReady() {
    return !idle.isEmpty();
  }

  boolean isAtRest() {
    return idle.size() == lines.size();
  }

  void send(long due) {
    idle.remove().send(due);
  }

  void close() {
    lines.forEach(Line::close);
  }

  private final class Line {
    private final int id;
    private @Nullable Peer peer;
    private int round;
    private int number;

    private Line(int id) {
      this.id = id;
    }

    private void connect() throws IOException {
      SocketChannel channel = SocketChannel.open(engine);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
      peer = new Peer(channel, key, template.length());
      Reaction answered = this::ready;
      key.attach(answered);
    }

    private void send(long due) {
      int key = id * plan.keysPerConnection() + round++ % plan.keysPerConnection();
      number = log.sent(due);
      try {
        if (peer == null) {
          connect();
        }
        Peer open = Objects.requireNonNull(peer);
        template.write(number, key, open.out());
        open.flush();
      } catch (IOException e) {
        fail(e);
      }
    }

    private void ready(boolean readable, boolean writable) {
      Peer open = peer;
      if (open == null) {
        return;
      }
      try {
        if (writable) {
          open.flush();
        }
        if (readable) {
          open.fill(scratch);
          if (open.inbox().next()) {
            answered(open);
          }
        }
      } catch (IOException e) {
        fail(e);
      }
    }

    private void answered(Peer open) {
      int status = open.inbox().status();
      if (status >= FIRST_SUCCESS && status <= LAST_SUCCESS) {
        log.accepted(number, System.nanoTime());
      } else {
        refusals.add(open.inbox().text());
      }
      idle.add(this);
    }

    private void fail(IOException e) {
      refusals.add(e.toString());
      boolean wasBusy = !idle.contains(this);
      close();
      if (wasBusy) {
        idle.add(this);
      }
    }

    private void close() {
      if (peer != null) {
        peer.close();
        peer = null;
      }
    }
  }
}
