package org.millrace.adapter.tryton;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.millrace.adapter.Destinations;
import org.millrace.adapter.Evidence;

/**
 * HTTP to one Tryton. Sends each request once: no retries, no redirects, and a reused connection is
 * looked at before it is written to.
 */
final class HttpWire implements Wire {

  /** Largest answer that is read. */
  static final int LARGEST_ANSWER = 16 * 1024 * 1024;

  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

  private final URI address;
  private final CloseableHttpClient http;
  private final ScheduledThreadPoolExecutor cutter;

  HttpWire(URI address, Destinations destinations, int concurrency) {
    this.address = address;
    this.http = client(destinations, concurrency);
    this.cutter =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("tryton-deadlines").factory());
    cutter.setRemoveOnCancelPolicy(true);
  }

  private static CloseableHttpClient client(Destinations destinations, int concurrency) {
    ConnectionConfig connections =
        ConnectionConfig.custom()
            .setConnectTimeout(Timeout.of(LONGEST_CONNECT))
            .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
            .setTimeToLive(TimeValue.ofMinutes(5))
            .build();
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new AllowedAddresses(destinations))
                .setDefaultConnectionConfig(connections)
                .setMaxConnPerRoute(concurrency)
                .setMaxConnTotal(concurrency)
                .build())
        .setUserAgent("Millrace")
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .build();
  }

  @Override
  public Reply post(String json, Optional<String> authorization, Deadline deadline) {
    if (!deadline.mayBegin()) {
      return nothing(
          new Evidence.NotSent("too-late", "The time for this call was over before it began", false));
    }
    OneTimeEntity entity = new OneTimeEntity(json, deadline);
    HttpPost request = new HttpPost(address);
    request.setEntity(entity);
    request.setHeader("Accept", "application/json");
    authorization.ifPresent(value -> request.setHeader("Authorization", value));
    Timeout left = Timeout.ofNanoseconds(Math.max(1, deadline.leftNanos()));
    request.setConfig(
        RequestConfig.custom()
            .setConnectionRequestTimeout(left)
            .setResponseTimeout(left)
            .build());
    // A response timeout counts from byte to byte; this is the limit of the whole.
    ScheduledFuture<?> cut =
        cutter.schedule(request::cancel, deadline.leftNanos(), TimeUnit.NANOSECONDS);
    try {
      return http.execute(request, HttpWire::answered);
    } catch (IOException e) {
      return nothing(entity.hasBegun() ? silence(e, deadline) : notSent(e, deadline));
    } finally {
      cut.cancel(false);
    }
  }

  private static Reply answered(ClassicHttpResponse response) throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new Reply.Answered(response.getCode(), "");
    }
    try (InputStream in = entity.getContent()) {
      byte[] body = in.readNBytes(LARGEST_ANSWER + 1);
      if (body.length > LARGEST_ANSWER) {
        throw new IOException("the answer is larger than " + LARGEST_ANSWER + " bytes");
      }
      return new Reply.Answered(response.getCode(), new String(body, StandardCharsets.UTF_8));
    }
  }

  private static Evidence silence(IOException e, Deadline deadline) {
    return deadline.leftNanos() == 0 || e instanceof java.net.SocketTimeoutException
        ? new Evidence.Unknown("timeout", "Tryton did not answer in time")
        : new Evidence.Unknown("connection-lost", "The connection broke: " + reason(e));
  }

  private static Evidence notSent(IOException e, Deadline deadline) {
    return switch (e) {
      case AllowedAddresses.Denied denied ->
          new Evidence.NotSent("destination-not-allowed", reason(denied), true);
      case UnknownHostException unknown ->
          new Evidence.NotSent("name-not-found", "No such host: " + reason(unknown), true);
      case ConnectTimeoutException ignored ->
          new Evidence.NotSent("connect-timeout", "Tryton took no connection in time", true);
      case ConnectException refused ->
          new Evidence.NotSent("connection-refused", reason(refused), true);
      case NoRouteToHostException refused ->
          new Evidence.NotSent("connection-refused", reason(refused), true);
      case SSLException tls -> new Evidence.NotSent("tls-failed", reason(tls), true);
      default ->
          deadline.mayBegin()
              ? new Evidence.NotSent("not-connected", reason(e), false)
              : new Evidence.NotSent("too-late", "No request began in time: " + reason(e), false);
    };
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private static Reply nothing(Evidence evidence) {
    return new Reply.Nothing(evidence);
  }

  @Override
  public void close() {
    cutter.shutdownNow();
    http.close(CloseMode.IMMEDIATE);
  }
}
