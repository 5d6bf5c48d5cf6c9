package org.millrace.adapter.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that do not change. */
public final class Bytes {

  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  public static Bytes of(byte[] content) {
    return new Bytes(content.clone());
  }

  public static Bytes utf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  public int size() {
    return content.length;
  }

  /** The first bytes only. */
  public Bytes first(int count) {
    return new Bytes(Arrays.copyOf(content, Math.min(count, content.length)));
  }

  public Bytes plus(Bytes more) {
    byte[] both = Arrays.copyOf(content, content.length + more.content.length);
    System.arraycopy(more.content, 0, both, content.length, more.content.length);
    return new Bytes(both);
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(content);
  }

  int at(int index) {
    return content[index] & 0xff;
  }

  @Override
  public String toString() {
    return new String(content, StandardCharsets.UTF_8);
  }
}
