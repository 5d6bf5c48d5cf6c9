package org.millrace.bench.peers;

import java.net.URI;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.IdempotentRepository;

/** The way in and the way out. */
final class CamelRoutes extends RouteBuilder {
  private static final int CONSUMERS = 32;
  private static final int HTTP_CONNECTIONS = 200;
  private static final String KEY = "messageKey";
  private static final String ORDER = "\"order\":\"";
  private static final String AUDIT =
      "insert into audit(messageid, event, payload) "
          + "values (:#${exchangeProperty.key}, 'delivered', :#${exchangeProperty.payload})";

  private final int port;
  private final URI target;
  private final IdempotentRepository seen;

  CamelRoutes(int port, URI target, IdempotentRepository seen) {
    this.port = port;
    this.target = target;
    this.seen = seen;
  }

  @Override
  public void configure() {
    from("jetty:http://127.0.0.1:"
            + port
            + Job.PATH
            + "?httpMethodRestrict=POST&minThreads=8&maxThreads=200")
        .routeId("in")
        .convertBodyTo(String.class)
        .process(CamelRoutes::address)
        .idempotentConsumer(header(KEY), seen)
        .skipDuplicate(true)
        .to(ExchangePattern.InOnly, "jms:queue:" + Broker.QUEUE + "?deliveryPersistent=true")
        .end()
        .removeHeaders("*")
        .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(202))
        .setBody(constant("{\"status\":\"accepted\"}"));

    from("jmstx:queue:%s?concurrentConsumers=%d&maxConcurrentConsumers=%d"
            .formatted(Broker.QUEUE, CONSUMERS, CONSUMERS))
        .routeId("out")
        .setHeader(Exchange.HTTP_METHOD, constant("POST"))
        .setHeader(Exchange.CONTENT_TYPE, constant("application/json"))
        .setHeader("Idempotency-Key", header(KEY))
        .setProperty("key", header(KEY))
        .setProperty("payload", body())
        .removeHeaders("JMS*")
        .to(
            "http:%s%s?connectionsPerRoute=%d&maxTotalConnections=%d"
                .formatted(
                    target.getRawAuthority(),
                    target.getRawPath(),
                    HTTP_CONNECTIONS,
                    HTTP_CONNECTIONS))
        .to("sql:" + AUDIT + "?dataSource=#ds");
  }

  /** The message group keeps the order of a key. */
  private static void address(Exchange exchange) {
    Message message = exchange.getMessage();
    String body = message.getBody(String.class);
    Object key = message.getHeader("Idempotency-Key");
    int start = body.indexOf(ORDER) + ORDER.length();
    message.setHeader("JMSXGroupID", body.substring(start, body.indexOf('"', start)));
    message.setHeader(KEY, key);
    message.removeHeaders("CamelHttp*");
    message.removeHeaders("*-*");
  }
}
