package org.millrace.app.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who listens at a port of this machine, as far as this user may know. */
public final class Listeners {

  private static final String LISTENING = "0A";
  private static final Path PROCESSES = Path.of("/proc");
  private static final String NODE = "org.millrace.app.Main";

  private Listeners() {}

  /** Whether a program could listen there now. */
  public static boolean isFree(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(host, port), 1);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The process that listens at a port, for a person; empty if it cannot be known. */
  public static Optional<String> at(int port) {
    try {
      List<String> sockets = sockets(port);
      return sockets.isEmpty() ? Optional.empty() : owner(sockets);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The kernel's table: local address and port in hexadecimal, state, and the socket's inode. */
  private static List<String> sockets(int port) throws IOException {
    List<String> sockets = new ArrayList<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      Path file = PROCESSES.resolve(table);
      for (String line : Files.isReadable(file) ? Files.readAllLines(file) : List.<String>of()) {
        String[] fields = line.strip().split("\\s+", -1);
        if (fields.length > 9
            && fields[3].equals(LISTENING)
            && fields[1].endsWith(":%04X".formatted(port))) {
          sockets.add("socket:[" + fields[9] + "]");
        }
      }
    }
    return sockets;
  }

  private static Optional<String> owner(List<String> sockets) throws IOException {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (Path process : processes) {
        if (holds(process, sockets)) {
          return Optional.of(described(process));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean holds(Path process, List<String> sockets) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path file : files) {
        if (sockets.contains(Files.readSymbolicLink(file).toString())) {
          return true;
        }
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      // Another user's process, or one that ended meanwhile.
    }
    return false;
  }

  /** Only what a command line starts with: the rest may hold a secret. */
  private static String described(Path process) throws IOException {
    String name = Files.readString(process.resolve("comm")).strip();
    boolean node = Files.readString(process.resolve("cmdline")).contains(NODE);
    return "process %s (%s%s)"
        .formatted(process.getFileName(), name, node ? ", a Millrace node" : "");
  }
}
