package org.millrace.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;

/**
 * Writes log lines for machines, unless it is told that people read them. Logback makes it and sets
 * the format.
 */
public final class LineEncoder extends EncoderBase<ILoggingEvent> {

  private static final byte[] NOTHING = {};

  private LineFormat format = new JsonFormat();

  /**
   * @param name {@code text} for people; all else is JSON
   */
  public void setFormat(String name) {
    format = name.equals("text") ? new TextFormat(ZoneId.systemDefault()) : new JsonFormat();
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    return format.write(LogLine.of(event)).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }
}
