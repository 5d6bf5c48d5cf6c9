package org.millrace.bench.peers;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.main.Main;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/**
 * Apache Camel with an embedded Artemis: HTTP in, an idempotent consumer whose keys are in
 * PostgreSQL, a durable queue whose journal is synced, a transacted consumer, HTTP out, and one
 * audit row. Order per key by the queue's message groups. The key and the message are two commits:
 * a crash between them loses a message that was not yet acknowledged, and refuses its repetition.
 */
final class CamelPeer {
  private static final int CONNECTIONS = 32;
  private static final int SENDING_CONNECTIONS = 8;
  private static final int SESSIONS = 200;
  private static final int STOP_SECONDS = 5;
  private static final String PROCESSED = "CAMEL_MESSAGEPROCESSED";
  private static final String TABLES =
      """
      create table if not exists camel_messageprocessed(
        processorname varchar(255), messageid varchar(100), createdat timestamp,
        primary key(processorname, messageid));
      create table if not exists audit(
        id bigint generated always as identity primary key,
        messageid text, event text, at timestamptz default now(), payload text)\
      """;

  private CamelPeer() {}

  public static void main(String[] args) throws Exception {
    Job job = Job.of(args);
    HikariDataSource database = job.pool(CONNECTIONS);
    createTables(database);
    Broker broker = Broker.start(job.folder());
    ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory(Broker.ADDRESS);
    connections.setBlockOnDurableSend(true);
    Main main = new Main();
    main.configure().withShutdownTimeout(STOP_SECONDS);
    main.bind("ds", database);
    main.bind("jms", JmsComponent.jmsComponent(pooled(connections)));
    main.bind("jmstx", transacted(connections));
    JdbcMessageIdRepository seen = new JdbcMessageIdRepository(database, "in");
    seen.setTableName(PROCESSED);
    main.configure().addRoutesBuilder(new CamelRoutes(job.port(), job.target(), seen));
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(
                    () -> {
                      main.stop();
                      broker.stop();
                    }));
    main.start();
    Job.ready();
  }

  private static void createTables(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(TABLES);
    }
  }

  private static JmsPoolConnectionFactory pooled(ActiveMQConnectionFactory connections) {
    JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
    pool.setConnectionFactory(connections);
    pool.setMaxConnections(SENDING_CONNECTIONS);
    pool.setMaxSessionsPerConnection(SESSIONS);
    return pool;
  }

  /** A message leaves the queue in the session that took it: local transactions, no manager. */
  private static JmsComponent transacted(ActiveMQConnectionFactory connections) {
    JmsComponent component = JmsComponent.jmsComponentTransacted(connections);
    component.getConfiguration().setLazyCreateTransactionManager(false);
    component.getConfiguration().setTransacted(true);
    component.getConfiguration().setCacheLevelName("CACHE_CONSUMER");
    return component;
  }
}
