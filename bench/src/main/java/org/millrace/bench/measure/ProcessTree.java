package org.millrace.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * CPU and memory of processes and their descendants, from {@code /proc}. Linux only; a process that
 * ends while it is read counts as gone, and its CPU is in its parent once that has reaped it.
 */
public final class ProcessTree {
  /** The unit of {@code /proc/PID/stat}: USER_HZ, 100 on every Linux that a JDK is built for. */
  private static final double TICKS_PER_SECOND = 100;

  private static final Path PROC = Path.of("/proc");

  private record Stat(long pid, long parent, long ticks) {}

  private ProcessTree() {}

  /** CPU seconds used so far by these processes and all below them, each counted once. */
  public static double cpuSeconds(Collection<Long> roots) {
    Map<Long, Stat> all = new HashMap<>();
    Map<Long, List<Long>> children = new HashMap<>();
    for (Stat stat : all()) {
      all.put(stat.pid(), stat);
      children.computeIfAbsent(stat.parent(), k -> new ArrayList<>()).add(stat.pid());
    }
    Set<Long> seen = new HashSet<>();
    Deque<Long> open = new ArrayDeque<>(roots);
    long ticks = 0;
    while (!open.isEmpty()) {
      long pid = open.pop();
      Stat stat = all.get(pid);
      if (stat != null && seen.add(pid)) {
        ticks += stat.ticks();
        open.addAll(children.getOrDefault(pid, List.of()));
      }
    }
    return ticks / TICKS_PER_SECOND;
  }

  /** The most physical memory that a process has had so far, in MiB; 0 if it is gone. */
  public static double peakResidentMiB(long pid) {
    try (Stream<String> lines = Files.lines(PROC.resolve(pid + "/status"))) {
      return lines
              .filter(line -> line.startsWith("VmHWM:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .sum()
          / 1024.0;
    } catch (IOException gone) {
      return 0;
    }
  }

  private static List<Stat> all() {
    List<Stat> stats = new ArrayList<>();
    try (Stream<Path> entries = Files.list(PROC)) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        if (Character.isDigit(entry.getFileName().toString().charAt(0))) {
          read(entry, stats);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("CPU use needs Linux's /proc", e);
    }
    return stats;
  }

  private static void read(Path process, List<Stat> into) {
    try {
      String text = Files.readString(process.resolve("stat"));
      // The name in parentheses may hold blanks; the fields behind it are counted from its end.
      String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = 0;
      for (int i = 11; i <= 14; i++) { // utime, stime and those of reaped children
        ticks += Long.parseLong(fields[i]);
      }
      long pid = Long.parseLong(process.getFileName().toString());
      into.add(new Stat(pid, Long.parseLong(fields[1]), ticks));
    } catch (IOException gone) {
      // It ended between the listing and the reading.
    }
  }
}
