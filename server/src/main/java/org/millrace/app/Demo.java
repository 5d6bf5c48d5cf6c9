package org.millrace.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.millrace.access.Keys;
import org.millrace.access.Permissions;
import org.millrace.message.Actor;

/** A node over the example landscape and the simulated plant that keeps it busy. */
public final class Demo implements AutoCloseable {

  private static final String VISITOR = "visitor";
  private static final List<String> VISITOR_MAY =
      List.of("read", "read-payload", "operate", "correct", "approve");
  private static final List<String> SENDERS = List.of("erp", "mes", "wms", "qms", "carrier", "plm");
  private static final List<String> SENDERS_MAY = List.of("post:*");

  /**
   * How a demo is started.
   *
   * @param home the project's folder
   * @param data folder of everything that is kept
   * @param port of the node; 0 for any
   * @param plantPort of the plant; 0 for any
   * @param speed seconds of the plant in one second
   * @param calm whether the plausible trouble is left out
   * @param console folder of the console's files
   */
  public record Settings(
      Path home,
      Path data,
      int port,
      int plantPort,
      int speed,
      boolean calm,
      Optional<Path> console) {

    /** Where the node's log goes. */
    public Path log() {
      return data.resolve("node.log");
    }
  }

  private final Node node;
  private final DemoPlant plant;
  private final String visitorKey;

  private Demo(Node node, DemoPlant plant, String visitorKey) {
    this.node = node;
    this.plant = plant;
    this.visitorKey = visitorKey;
  }

  /**
   * Starts both; returns when messages flow.
   *
   * @throws StartFailure with the reason and what to do; nothing is left running then
   */
  public static Demo start(Settings settings) {
    int plantPort = FreePort.of(settings.plantPort);
    open(settings.data);
    LogFile.write(settings.log());
    DemoPlant.writeSecrets(settings.data.resolve("secrets"));
    Node node =
        Node.start(
            new NodeSettings(
                settings.data,
                Optional.of(
                    DemoLandscape.write(
                        settings.home, settings.data.resolve("landscape"), plantPort)),
                DemoLandscape.ENVIRONMENT,
                "127.0.0.1",
                settings.port,
                false,
                Optional.empty(),
                settings.console));
    try {
      revokeEarlier(node);
      Map<String, String> keys = new HashMap<>();
      SENDERS.forEach(sender -> keys.put(sender, key(node, sender, SENDERS_MAY)));
      String visitorKey = key(node, VISITOR, VISITOR_MAY);
      node.access().keyRing().readAgain();
      DemoPlant plant = DemoPlant.start(settings, plantPort, node.address(), keys);
      return new Demo(node, plant, visitorKey);
    } catch (RuntimeException e) {
      node.close();
      throw e;
    }
  }

  private static void open(Path data) {
    try {
      Files.createDirectories(data);
    } catch (IOException e) {
      throw new StartFailure("The data folder " + data + " cannot be made: " + e.getMessage(), e);
    }
  }

  /** The keys of an earlier demo end with it. */
  private static void revokeEarlier(Node node) {
    for (Keys.Listed key : node.access().keys().list()) {
      boolean ofDemo = key.system().equals(VISITOR) || SENDERS.contains(key.system());
      boolean byDemo = key.createdBy().equals(Actor.PLATFORM.label());
      if (ofDemo && byDemo && key.revokedAt().isEmpty()) {
        node.access().keyRing().revoke(key.prefix());
      }
    }
  }

  private static String key(Node node, String system, List<String> may) {
    return node.access()
        .keys()
        .create(system, Permissions.of(may), Optional.empty(), Actor.PLATFORM)
        .text();
  }

  /** Of the console and the API. */
  public String address() {
    return node.address();
  }

  /** Of the plant's own API and of its systems. */
  public String plantAddress() {
    return plant.address();
  }

  /** Opens the console; good until the next demo over the same data starts. */
  public String visitorKey() {
    return visitorKey;
  }

  /** The node first: what it is sending the plant's systems still answer. */
  @Override
  public void close() {
    try {
      node.close();
    } finally {
      plant.stop();
    }
  }
}
