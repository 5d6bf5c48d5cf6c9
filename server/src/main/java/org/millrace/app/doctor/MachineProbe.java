package org.millrace.app.doctor;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.millrace.postgres.Inspection;

/** Java, platform, memory, and how many files may be open. */
public final class MachineProbe implements Probe {

  private static final int LEAST_JAVA = 25;

  /** What a node with a standard heap takes beside its PostgreSQL. */
  private static final long LEAST_MEMORY = 1L << 30;

  /** A connection each for callers, targets and the database, and the database's own files. */
  private static final long LEAST_FILES = 4_096;

  private static final Path MEMORY = Path.of("/proc/meminfo");

  @Override
  public String check() {
    return "machine";
  }

  @Override
  public List<Finding> look() throws IOException {
    return List.of(java(), platform(), memory(), files());
  }

  private static Finding java() {
    String found =
        "%s, %s, in %s"
            .formatted(
                Runtime.version(),
                System.getProperty("java.vendor"),
                System.getProperty("java.home"));
    return Runtime.version().feature() >= LEAST_JAVA
        ? Finding.ok("java", found)
        : Finding.fail("java", found, "install a JDK " + LEAST_JAVA + " and set JAVA_HOME");
  }

  private static Finding platform() {
    String found =
        "%s %s, %s, %d processors"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors());
    return Inspection.unsupported()
        .map(why -> Finding.warn("platform", found, why))
        .orElseGet(() -> Finding.ok("platform", found));
  }

  private static Finding memory() throws IOException {
    long free = available();
    String found =
        "%d MiB available; a node's heap here is %d MiB"
            .formatted(free >> 20, Runtime.getRuntime().maxMemory() >> 20);
    return free >= LEAST_MEMORY
        ? Finding.ok("memory", found)
        : Finding.warn(
            "memory", found, "free some, or give the node a smaller heap: MILLRACE_HEAP=256m");
  }

  /** What can be had without swapping: caches count as free, which the JVM's figure leaves out. */
  private static long available() throws IOException {
    if (Files.isReadable(MEMORY)) {
      for (String line : Files.readAllLines(MEMORY)) {
        if (line.startsWith("MemAvailable:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
        }
      }
    }
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getFreeMemorySize()
        : Long.MAX_VALUE;
  }

  private static Finding files() {
    if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix)) {
      return Finding.ok("open files", "not limited");
    }
    long most = unix.getMaxFileDescriptorCount();
    String found = most + " may be open at once";
    return most >= LEAST_FILES
        ? Finding.ok("open files", found)
        : Finding.warn("open files", found, "raise the limit to " + LEAST_FILES + ": ulimit -n");
  }
}
