package org.millrace.bench.soak;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system of its own for one folder, so small that it can be filled. */
final class SmallDisk implements AutoCloseable {

  private static final int BLOCK = 1 << 16;

  private final Path folder;
  private final Path filler;
  private final Thread hook;

  private SmallDisk(Path folder) {
    this.folder = folder;
    this.filler = folder.resolve("filler");
    this.hook = Thread.ofPlatform().unstarted(this::unmount);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Whether this process may make one; only root on Linux may. */
  static boolean isPossible() {
    return "root".equals(System.getProperty("user.name"))
        && Files.isExecutable(Path.of("/bin/mount"));
  }

  static SmallDisk over(Path folder, int megabytes) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    run(
        List.of(
            "mount",
            "-t",
            "tmpfs",
            "-o",
            "size=" + megabytes + "m,mode=755",
            "millrace-soak",
            folder.toString()));
    return new SmallDisk(folder);
  }

  /** Takes everything that is left. */
  void fill() throws IOException {
    byte[] block = new byte[BLOCK];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (folder.toFile().getUsableSpace() > 0) {
        out.write(block);
      }
    } catch (IOException full) {
      // That is what it is for.
    }
  }

  void free() throws IOException {
    Files.delete(filler);
  }

  private void unmount() {
    try {
      run(List.of("umount", "--lazy", folder.toString()));
    } catch (IOException e) {
      System.err.println(folder + " is still mounted: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(hook);
    unmount();
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed");
    }
  }
}
