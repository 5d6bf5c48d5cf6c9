package org.millrace.bench.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;

/**
 * Posts to the target, with Millrace's own HTTP client, for the engines that bring none.
 * Thread-safe.
 */
final class Target {
  private static final int CONNECTIONS = 256;
  private static final int OK = 200;

  private final URI address;
  private final CloseableHttpClient http =
      HttpClients.custom()
          .setConnectionManager(
              PoolingHttpClientConnectionManagerBuilder.create()
                  .setMaxConnTotal(CONNECTIONS)
                  .setMaxConnPerRoute(CONNECTIONS)
                  .build())
          .build();

  Target(URI address) {
    this.address = address;
  }

  /** Throws if the target did not take it, so that the engine tries again. */
  int deliver(String idempotencyKey, String body) {
    HttpPost post = new HttpPost(address);
    post.setHeader("Idempotency-Key", idempotencyKey);
    post.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
    try {
      int status =
          http.execute(
              post,
              response -> {
                EntityUtils.consume(response.getEntity());
                return response.getCode();
              });
      if (status != OK) {
        throw new IOException("the target answered " + status);
      }
      return status;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
