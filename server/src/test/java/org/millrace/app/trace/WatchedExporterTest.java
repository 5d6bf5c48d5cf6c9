package org.millrace.app.trace;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.ConnectException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A collector that is away must not fill the log. */
class WatchedExporterTest {

  private static final List<SpanData> TWO = List.of(span(), span());

  private final AtomicLong nanos = new AtomicLong();
  private final Collector collector = new Collector();
  private final WatchedExporter exporter = new WatchedExporter(collector, nanos::get);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(WatchedExporter.class);

  private static final class Collector implements SpanExporter {
    boolean away;

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      return away
          ? CompletableResultCode.ofExceptionalFailure(new ConnectException("refused"))
          : CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  private static SpanData span() {
    return TestSpanData.builder()
        .setName("x")
        .setKind(SpanKind.CLIENT)
        .setStartEpochNanos(1)
        .setEndEpochNanos(2)
        .setHasEnded(true)
        .setStatus(StatusData.unset())
        .build();
  }

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(lines);
  }

  @Test
  void it_is_said_once_and_once_more_when_it_is_back() {
    exporter.export(TWO);
    assertThat(lines.list).isEmpty();

    collector.away = true;
    for (int i = 0; i < 1_000; i++) {
      exporter.export(TWO);
    }
    assertThat(lines.list).hasSize(1);
    assertThat(lines.list.getFirst().getKeyValuePairs().toString()).contains("refused");

    collector.away = false;
    exporter.export(TWO);
    exporter.export(TWO);
    assertThat(lines.list).hasSize(2);
    assertThat(lines.list.getLast().getFormattedMessage()).contains("again");
    assertThat(lines.list.getLast().getKeyValuePairs().toString()).contains("lostSpans=\"2000\"");
  }

  @Test
  void a_long_outage_is_said_now_and_then() {
    collector.away = true;
    exporter.export(TWO);
    nanos.addAndGet(WatchedExporter.SAY_AGAIN.toNanos() - 1);
    exporter.export(TWO);
    assertThat(lines.list).hasSize(1);
    nanos.addAndGet(1);
    exporter.export(TWO);
    assertThat(lines.list).hasSize(2);
  }
}
