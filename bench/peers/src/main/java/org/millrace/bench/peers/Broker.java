package org.millrace.bench.peers;

import java.nio.file.Path;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** An embedded Artemis with one durable queue; every write is on the disk before it is answered. */
final class Broker {
  static final String ADDRESS = "vm://0";
  static final String QUEUE = "messages";

  private static final int JOURNAL_FILES = 10;
  private static final long QUEUE_BYTES = 512L << 20;
  private static final int CONSUMER_WINDOW_BYTES = 64 << 10;

  private final EmbeddedActiveMQ server;

  private Broker(EmbeddedActiveMQ server) {
    this.server = server;
  }

  static Broker start(Path folder) throws Exception {
    ConfigurationImpl config = new ConfigurationImpl();
    config.setPersistenceEnabled(true);
    config.setSecurityEnabled(false);
    // Falls back to NIO where libaio is missing.
    config.setJournalType(JournalType.ASYNCIO);
    config.setJournalDirectory(folder.resolve("journal").toString());
    config.setBindingsDirectory(folder.resolve("bindings").toString());
    config.setPagingDirectory(folder.resolve("paging").toString());
    config.setLargeMessagesDirectory(folder.resolve("large").toString());
    config.setJournalSyncNonTransactional(true);
    config.setJournalSyncTransactional(true);
    config.setJournalMinFiles(JOURNAL_FILES);
    config.addAcceptorConfiguration("vm", ADDRESS);
    config.addAddressConfiguration(
        new CoreAddressConfiguration()
            .setName(QUEUE)
            .addRoutingType(RoutingType.ANYCAST)
            .addQueueConfiguration(
                QueueConfiguration.of(QUEUE).setRoutingType(RoutingType.ANYCAST).setDurable(true)));
    config.addAddressSetting(
        "#",
        new AddressSettings()
            .setMaxSizeBytes(QUEUE_BYTES)
            .setDefaultConsumerWindowSize(CONSUMER_WINDOW_BYTES));
    EmbeddedActiveMQ server = new EmbeddedActiveMQ();
    server.setConfiguration(config);
    server.start();
    return new Broker(server);
  }

  void stop() {
    try {
      server.stop();
    } catch (Exception e) {
      System.err.println("The broker did not stop: " + e);
    }
  }
}
