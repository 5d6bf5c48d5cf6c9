package org.millrace.adapter.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.LongSupplier;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.Closer;
import org.jspecify.annotations.Nullable;
import org.millrace.adapter.Destinations;

/**
 * Sends HTTP/1.1 requests, each exactly once, and tells what is proven about it. No retry, no
 * redirect, no cookie, no decompression happens behind the adapter's back. Connections are kept and
 * used again; one that the peer has closed meanwhile is recognised before writing as far as that is
 * possible, and where it is not, the result is {@link HttpResult.NoAnswer}.
 *
 * <p>Thread-safe; made for many virtual threads. Throws nothing for what a peer or the network can
 * do.
 */
public final class HttpCaller implements AutoCloseable {

  /** Most bytes of an answer's body that are read. */
  public static final int MOST_ANSWER = 1024 * 1024;

  private final LongSupplier nanoTime;
  private final int connections;
  private final CloseableHttpClient client;
  private final ScheduledThreadPoolExecutor watchdog;

  /**
   * @param destinations asked for every address that is about to be connected
   * @param nanoTime a monotonic clock in nanoseconds, the one the deadlines are read from
   */
  public HttpCaller(CallerSettings settings, Destinations destinations, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.connections = settings.connections();
    this.client = ClientSetup.client(settings, destinations);
    this.watchdog =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().daemon().name("http-deadlines").factory(),
            new ThreadPoolExecutor.DiscardPolicy());
    watchdog.setRemoveOnCancelPolicy(true);
  }

  /**
   * Sends one request.
   *
   * @param sendBefore monotonic time in nanoseconds after which no first byte is written
   * @param answerBefore monotonic time in nanoseconds at which the call is cut off
   */
  public HttpResult call(HttpCall call, long sendBefore, long answerBefore) {
    long started = nanoTime.getAsLong();
    if (sendBefore - started <= 0 || answerBefore - started <= 0) {
      return Silence.beforeWriting(
          new Flight.TooLateException(), true, Redaction.of(call), nothing(call, started));
    }
    // Each further try finds one kept connection less; nothing was written in any of them.
    for (int left = connections; ; left--) {
      try {
        return attempt(call, started, sendBefore, answerBefore);
      } catch (MarkingExecutor.UnusableConnectionException e) {
        if (left <= 0) {
          return Silence.beforeWriting(e, false, Redaction.of(call), nothing(call, started));
        }
      }
    }
  }

  private HttpResult attempt(HttpCall call, long started, long sendBefore, long answerBefore)
      throws MarkingExecutor.UnusableConnectionException {
    HttpUriRequestBase request = request(call);
    Flight flight = new Flight(request::cancel, watchdog, nanoTime, sendBefore, answerBefore);
    HttpClientContext context = HttpClientContext.create();
    context.setAttribute(Flight.ATTRIBUTE, flight);
    @Nullable ClassicHttpResponse response = null;
    try {
      response = client.executeOpen(HttpHost.create(call.uri()), request, context);
      byte[] body = read(response);
      boolean cut = body.length > MOST_ANSWER;
      if (cut) {
        body = Arrays.copyOf(body, MOST_ANSWER);
        // Closing in the ordinary way would read the rest first.
        request.cancel();
      }
      return answer(call, response, body, cut, started);
    } catch (MarkingExecutor.UnusableConnectionException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      return flight.begun()
          ? Silence.afterWriting(
              e, flight.cutOff(), response != null, Redaction.of(call), nothing(call, started))
          : Silence.beforeWriting(e, flight.cutOff(), Redaction.of(call), nothing(call, started));
    } finally {
      flight.end();
      // What an answer proves does not depend on how its connection ends.
      Closer.closeQuietly(response);
    }
  }

  /** Ends what is under way as it is; the callers get {@link HttpResult.NoAnswer}. */
  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
    watchdog.shutdownNow();
  }

  private static HttpUriRequestBase request(HttpCall call) {
    HttpUriRequestBase request = new HttpUriRequestBase(call.method(), call.uri());
    for (HttpField field : call.headers()) {
      request.addHeader(field.name(), field.value());
    }
    call.body().ifPresent(body -> request.setEntity(new ByteArrayEntity(body, null)));
    return request;
  }

  /** Reads to the end, which frees the connection, or to one byte more than is kept. */
  private static byte[] read(ClassicHttpResponse response) throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new byte[0];
    }
    InputStream content = entity.getContent();
    long length = entity.getContentLength();
    if (length < 0 || length > MOST_ANSWER) {
      return content.readNBytes(MOST_ANSWER + 1);
    }
    byte[] body = content.readNBytes((int) length);
    if (content.read() >= 0) {
      throw new IOException("the answer is longer than it said");
    }
    return body;
  }

  private HttpResult answer(
      HttpCall call, ClassicHttpResponse response, byte[] bytes, boolean cut, long started) {
    Redaction redaction = Redaction.of(call);
    byte[] body = redaction.clean(bytes);
    List<HttpField> headers = Arrays.stream(response.getHeaders()).map(redaction::clean).toList();
    String reason = response.getReasonPhrase();
    String text =
        WireText.response(
            response.getCode(),
            redaction.clean(reason == null ? "" : reason),
            headers,
            body,
            cut,
            redaction);
    return new HttpResult.Answer(
        response.getCode(),
        headers,
        new HttpBody(body),
        cut,
        new HttpRecord(WireText.request(call, redaction), text, took(started)));
  }

  private HttpRecord nothing(HttpCall call, long started) {
    return new HttpRecord(WireText.request(call, Redaction.of(call)), "", took(started));
  }

  private Duration took(long started) {
    return Duration.ofNanos(nanoTime.getAsLong() - started);
  }
}
