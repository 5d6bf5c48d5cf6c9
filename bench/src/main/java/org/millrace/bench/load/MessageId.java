package org.millrace.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.millrace.bench.http.Ascii;
import org.millrace.bench.http.Inbox;

/** The id in every message, {@code m-NNNNNNNNN-KKKKKKK-RRRRRR}: number, order key, run. */
final class MessageId {
  static final int NUMBER_AT = 2;
  static final int NUMBER_DIGITS = 9;
  static final int KEY_AT = NUMBER_AT + NUMBER_DIGITS + 1;
  static final int KEY_DIGITS = 7;
  private static final int RUN_AT = KEY_AT + KEY_DIGITS + 1;
  private static final int RUN_DIGITS = 6;

  private static final byte[] MARK = "\"m-".getBytes(StandardCharsets.US_ASCII);

  private MessageId() {}

  static String blank(int run) {
    return String.format(Locale.ROOT, "m-%09d-%07d-%06d", 0, 0, run);
  }

  static void stamp(byte[] bytes, int at, int number, int key) {
    Ascii.write(bytes, at + NUMBER_AT, NUMBER_DIGITS, number);
    Ascii.write(bytes, at + KEY_AT, KEY_DIGITS, key);
  }

  /** Notes the arrival of the message in an inbox. */
  static void arrived(Inbox inbox, int run, MessageLog log, long now) {
    int quote = inbox.findInBody(MARK);
    int at = quote + 1;
    if (quote < 0 || inbox.number(at + RUN_AT, RUN_DIGITS) != run) {
      log.stray();
    } else {
      int number = inbox.number(at + NUMBER_AT, NUMBER_DIGITS);
      log.delivered(number, inbox.number(at + KEY_AT, KEY_DIGITS), now);
    }
  }
}
