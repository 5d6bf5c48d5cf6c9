package org.millrace.bench.micro;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The unit of all other figures: work of the processor alone, which no change here touches. */
@State(Scope.Thread)
public class Base {
  private final byte[] bytes = new byte[1024];

  public Base() {
    new Random(1).nextBytes(bytes);
  }

  @Benchmark
  public byte[] sha256Of1KiB() throws NoSuchAlgorithmException {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }
}
