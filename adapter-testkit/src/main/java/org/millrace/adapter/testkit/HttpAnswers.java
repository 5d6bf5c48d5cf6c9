package org.millrace.adapter.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Answers of HTTP/1.1: honest ones, and those of peers gone mad. */
public final class HttpAnswers {

  /** An endless answer ends here at last, so that a reader without any limit can be told. */
  static final long ENDLESS = 256L << 20;

  private static final int HUGE = 50 << 20;

  private HttpAnswers() {}

  /** An answer with a body of known length; the connection may be used again. */
  public static Bytes json(int status, String body) {
    return answer(status, "application/json", body, "");
  }

  /**
   * Any answer.
   *
   * @param headers further header lines, each ended by CR LF
   */
  public static Bytes answer(int status, String type, String body, String headers) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return Bytes.utf8(
        head(status, type) + headers + "Content-Length: " + length + "\r\n\r\n" + body);
  }

  /** Success with a maintenance page, as proxies like to give it. */
  public static Bytes htmlPage() {
    String page = "<!DOCTYPE html><html><body><h1>Maintenance</h1></body></html>";
    return answer(200, "text/html; charset=utf-8", page, "");
  }

  /** The document, then 50 MB of blanks that leave it valid. */
  static List<Step> hugeBody(String document) {
    int length = document.length() + HUGE;
    String head = head(200, "application/json") + "Content-Length: " + length + "\r\n\r\n";
    return List.of(
        new Step.Answer(Bytes.utf8(head + document)),
        new Step.Flood(repeat(" ", 65_536), HUGE),
        new Step.Close());
  }

  /** The document and 50 MB of blanks in some 50 KB. */
  static List<Step> compressedBomb(String document) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] blanks = new byte[65_536];
    Arrays.fill(blanks, (byte) ' ');
    try (GZIPOutputStream gzip = new GZIPOutputStream(body)) {
      gzip.write(document.getBytes(StandardCharsets.UTF_8));
      for (int written = 0; written < HUGE; written += blanks.length) {
        gzip.write(blanks);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String head =
        head(200, "application/json")
            + "Content-Encoding: gzip\r\nContent-Length: "
            + body.size()
            + "\r\n\r\n";
    return Step.answerAndClose(Bytes.utf8(head).plus(Bytes.of(body.toByteArray())));
  }

  static List<Step> endlessHeaders() {
    return endless("HTTP/1.1 200 OK\r\n", repeat("X-Padding: 0123456789abcdef\r\n", 2_000));
  }

  static List<Step> endlessHeaderLine() {
    return endless("HTTP/1.1 200 OK\r\nX-Padding: ", repeat("x", 65_536));
  }

  static List<Step> endlessChunks() {
    return endless(
        head(200, "application/json") + "Transfer-Encoding: chunked\r\n\r\n",
        repeat("1\r\n \r\n", 10_000));
  }

  static List<Step> chunkOfMonstrousSize() {
    return endless(
        head(200, "application/json") + "Transfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\n",
        repeat(" ", 65_536));
  }

  static List<Step> endlessBodyWithoutLength() {
    return endless(head(200, "application/json") + "\r\n", repeat(" ", 65_536));
  }

  /** "Go on" for ever (RFC 9110, section 15.2), never the answer itself. */
  static List<Step> endlessInterim() {
    Bytes interim = repeat("HTTP/1.1 100 Continue\r\n\r\n", 1_000);
    return List.of(new Step.Drip(interim, Duration.ofMillis(1)), new Step.Silence());
  }

  private static List<Step> endless(String head, Bytes unit) {
    return List.of(
        new Step.Answer(Bytes.utf8(head)), new Step.Flood(unit, ENDLESS), new Step.Close());
  }

  private static Bytes repeat(String unit, int times) {
    return Bytes.utf8(unit.repeat(times));
  }

  private static String head(int status, String type) {
    return "HTTP/1.1 " + status + " Some Reason\r\nContent-Type: " + type + "\r\n";
  }
}
