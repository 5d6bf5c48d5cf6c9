package org.millrace.app.trace;

import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once when a collector does not take spans, now and then while that lasts, and once when it
 * takes them again. The library's own lines about it are switched off. Thread-safe.
 */
final class WatchedExporter implements SpanExporter {

  private static final Logger LOG = LoggerFactory.getLogger(WatchedExporter.class);

  /** Wait before the same is said again. */
  static final Duration SAY_AGAIN = Duration.ofMinutes(30);

  private final SpanExporter exporter;
  private final LongSupplier nanoTime;
  private long lost;
  private long saidAt;

  WatchedExporter(SpanExporter exporter, LongSupplier nanoTime) {
    this.exporter = exporter;
    this.nanoTime = nanoTime;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    int count = spans.size();
    CompletableResultCode result = exporter.export(spans);
    return result.whenComplete(
        () -> {
          if (result.isSuccess()) {
            taken();
          } else {
            lost(count, result.getFailureThrowable());
          }
        });
  }

  private synchronized void taken() {
    if (lost > 0) {
      LOG.atInfo().addKeyValue("lostSpans", lost).log("the collector takes spans again");
      lost = 0;
    }
  }

  private synchronized void lost(int count, @Nullable Throwable cause) {
    long now = nanoTime.getAsLong();
    boolean first = lost == 0;
    lost += count;
    if (first || now - saidAt >= SAY_AGAIN.toNanos()) {
      saidAt = now;
      LOG.atWarn()
          .addKeyValue("lostSpans", lost)
          .addKeyValue("cause", why(cause))
          .log("the collector does not take spans; messages are not affected");
    }
  }

  private static String why(@Nullable Throwable failure) {
    if (failure instanceof HttpExportException http && http.getResponse() != null) {
      return "it answers with status " + http.getResponse().getStatusCode();
    }
    Throwable root = failure;
    while (root != null && root.getCause() != null) {
      root = root.getCause();
    }
    return root == null ? "unknown" : root.toString();
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
