package org.millrace.adapter.tryton.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A real Tryton with a small factory in it, run by {@code adapters/tryton/peer/setup.sh}. Its files
 * are under the module's {@code target}; the clean copy is shared by all modules.
 */
public final class TrytonPeer {

  /** An integration user that is no administrator. */
  public static final String USER = "millrace";

  public static final String PASSWORD = "Mi11race-Factory";

  private static final int CANNOT_BE_INSTALLED = 77;
  private static final long LONGEST_COMMAND_MINUTES = 10;

  private final Path script;
  private final Path home;
  private final int port;

  private TrytonPeer(Path script, Path home, int port) {
    this.script = script;
    this.home = home;
    this.port = port;
  }

  /** Not started yet. */
  public static TrytonPeer onFreePort() {
    Path here = Path.of("").toAbsolutePath();
    return new TrytonPeer(script(here), here.resolve("target/tryton"), freePort());
  }

  /** Installs Tryton if it is not there; the reason why it cannot be, else the empty text. */
  public String install() {
    Ended ended = run("install");
    if (ended.status() == CANNOT_BE_INSTALLED) {
      return ended.output();
    }
    ended.check();
    return "";
  }

  /** Back to the clean copy, and started. Provisions the copy first if there is none: a minute. */
  public void reset() {
    run("reset").check();
  }

  public void start() {
    run("start").check();
  }

  public void stop() {
    run("stop").check();
  }

  /** From now on it accepts connections and never answers. */
  public void hang() {
    run("hang").check();
  }

  public void resume() {
    run("resume").check();
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  public String database() {
    return "factory";
  }

  /** A client of its own, logged in as the administrator. */
  public TrytonClient client() {
    return TrytonClient.login(url() + "/" + database() + "/", "admin", "admin");
  }

  private record Ended(String command, int status, String output) {
    void check() {
      if (status != 0) {
        throw new IllegalStateException("setup.sh " + command + " failed: " + output);
      }
    }
  }

  private Ended run(String command) {
    try {
      Files.createDirectories(home);
      // A file, not a pipe: the server that the command starts would keep a pipe open.
      Path output = home.resolve("setup.log");
      ProcessBuilder builder = new ProcessBuilder(script.toString(), command);
      builder.environment().put("TRYTON_HOME", home.toString());
      builder.environment().put("TRYTON_PORT", Integer.toString(port));
      builder.redirectErrorStream(true).redirectOutput(output.toFile());
      Process process = builder.start();
      if (!process.waitFor(LONGEST_COMMAND_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException("setup.sh " + command + " does not end");
      }
      return new Ended(
          command, process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Path script(Path from) {
    for (Path folder = from; folder != null; folder = folder.getParent()) {
      Path script = folder.resolve("adapters/tryton/peer/setup.sh");
      if (Files.isExecutable(script)) {
        return script;
      }
    }
    throw new IllegalStateException("adapters/tryton/peer/setup.sh is in no folder above " + from);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
