package org.millrace.adapter.http;

import java.nio.channels.SocketChannel;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HeaderElement;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.message.BasicHeaderElementIterator;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.millrace.adapter.Destinations;

/** The HTTP library, with everything switched off that it would do on its own. */
final class ClientSetup {

  /** A connection is replaced after this time, so that a moved address is noticed. */
  private static final TimeValue OLDEST_CONNECTION = TimeValue.ofMinutes(5);

  /** A connection idle for longer is not used again. */
  private static final long LONGEST_IDLE_MILLIS = 30_000;

  /** How much earlier than the peer announced a connection counts as closed. */
  private static final long MARGIN_MILLIS = 1_000;

  private static final int LONGEST_LINE = 16 * 1024;
  private static final int MOST_HEADERS = 200;

  private ClientSetup() {}

  static CloseableHttpClient client(CallerSettings settings, Destinations destinations) {
    RequestConfig requests =
        RequestConfig.custom()
            .setAuthenticationEnabled(false)
            .setRedirectsEnabled(false)
            .setContentCompressionEnabled(false)
            .setProtocolUpgradeEnabled(false)
            .setExpectContinueEnabled(false)
            .setConnectionRequestTimeout(Timeout.of(settings.lease()))
            .setResponseTimeout(Timeout.DISABLED)
            .build();
    return HttpClientBuilder.create()
        .setConnectionManager(connections(settings, destinations))
        .setRequestExecutor(new MarkingExecutor())
        .setDefaultRequestConfig(requests)
        .setKeepAliveStrategy((response, context) -> keepAlive(response))
        .setUserAgent(settings.userAgent())
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableContentCompression()
        .disableAuthCaching()
        .disableConnectionState()
        .build();
  }

  private static PoolingHttpClientConnectionManager connections(
      CallerSettings settings, Destinations destinations) {
    Timeout connect = Timeout.of(settings.connect());
    Http1Config http =
        Http1Config.custom().setMaxLineLength(LONGEST_LINE).setMaxHeaderCount(MOST_HEADERS).build();
    PoolingHttpClientConnectionManagerBuilder builder =
        new ByChannels()
            .setMaxConnTotal(settings.connections())
            .setMaxConnPerRoute(settings.connections())
            .setDnsResolver(new CheckedResolver(destinations, settings.connect()))
            .setConnectionFactory(socket -> new WatchedConnection(http))
            .setDefaultSocketConfig(SocketConfig.custom().setTcpNoDelay(true).build())
            .setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(connect).build())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(connect)
                    .setSocketTimeout(Timeout.DISABLED)
                    .setTimeToLive(OLDEST_CONNECTION)
                    // MarkingExecutor looks at every connection before it is used again.
                    .setValidateAfterInactivity(TimeValue.NEG_ONE_MILLISECOND)
                    .build());
    settings
        .tls()
        .ifPresent(tls -> builder.setTlsSocketStrategy(new DefaultClientTlsStrategy(tls)));
    return builder.build();
  }

  /** Sockets of channels, which can be looked at without waiting. */
  private static final class ByChannels extends PoolingHttpClientConnectionManagerBuilder {
    @Override
    protected HttpClientConnectionOperator createConnectionOperator(
        SchemePortResolver ports, DnsResolver names, TlsSocketStrategy tls) {
      return new DefaultHttpClientConnectionOperator(
          proxy -> SocketChannel.open().socket(),
          ports,
          names,
          RegistryBuilder.<TlsSocketStrategy>create().register(URIScheme.HTTPS.id, tls).build());
    }
  }

  /** The peer's own limit is kept with a margin: at the limit itself, both sides would race. */
  private static TimeValue keepAlive(HttpResponse response) {
    long millis = LONGEST_IDLE_MILLIS;
    Iterator<HeaderElement> elements =
        new BasicHeaderElementIterator(response.headerIterator("Keep-Alive"));
    while (elements.hasNext()) {
      HeaderElement element = elements.next();
      if ("timeout".equalsIgnoreCase(element.getName()) && element.getValue() != null) {
        try {
          long announced = TimeUnit.SECONDS.toMillis(Long.parseLong(element.getValue()));
          millis = Math.clamp(announced - MARGIN_MILLIS, 0, LONGEST_IDLE_MILLIS);
        } catch (NumberFormatException e) {
          millis = 0;
        }
      }
    }
    return TimeValue.ofMilliseconds(millis);
  }
}
