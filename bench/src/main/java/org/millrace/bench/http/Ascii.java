package org.millrace.bench.http;

/** Searching and reading numbers in bytes, without making objects of them. */
public final class Ascii {
  private Ascii() {}

  /** Where {@code wanted} starts in {@code [from, to)}, or -1. */
  public static int find(byte[] bytes, int from, int to, byte[] wanted) {
    int last = to - wanted.length;
    for (int i = from; i <= last; i++) {
      if (bytes[i] == wanted[0] && matches(bytes, i, wanted)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean matches(byte[] bytes, int at, byte[] wanted) {
    for (int j = 1; j < wanted.length; j++) {
      if (bytes[at + j] != wanted[j]) {
        return false;
      }
    }
    return true;
  }

  /** Whether {@code lower}, given in lower case, stands at a place in any case. */
  static boolean startsWith(byte[] bytes, int at, int to, byte[] lower) {
    if (at + lower.length > to) {
      return false;
    }
    for (int j = 0; j < lower.length; j++) {
      int c = bytes[at + j];
      if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != lower[j]) {
        return false;
      }
    }
    return true;
  }

  /** The number in {@code digits} places, or -1 if one of them is no digit. */
  public static int number(byte[] bytes, int at, int digits) {
    int value = 0;
    for (int j = 0; j < digits; j++) {
      int digit = bytes[at + j] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** Writes a number with leading zeros. */
  public static void write(byte[] bytes, int at, int digits, int value) {
    int rest = value;
    for (int j = digits - 1; j >= 0; j--) {
      bytes[at + j] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
