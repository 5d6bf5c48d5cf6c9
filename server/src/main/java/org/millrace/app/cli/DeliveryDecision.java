package org.millrace.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What people decide about one delivery, with a reason. */
abstract class DeliveryDecision implements Callable<Integer> {

  @Parameters(
      paramLabel = "DELIVERY",
      converter = Arguments.Delivery.class,
      description = "Id of a delivery, as ./millrace show prints it.")
  private String delivery = "";

  @Mixin private Reason reason = new Reason();
  @Mixin private NodeOptions node = new NodeOptions();
  @Mixin private Output output = new Output();

  private final String verb;

  /**
   * @param verb the last part of the decision's address
   */
  DeliveryDecision(String verb) {
    this.verb = verb;
  }

  /** Puts what the decision needs beside its reason. */
  void complete(ObjectNode body) {}

  /** What is said afterwards. */
  abstract String done(String decided);

  /** The message of a delivery. */
  static String messageOf(String delivery) {
    return delivery.substring(0, delivery.indexOf(':'));
  }

  @Override
  public final Integer call() {
    ObjectNode body = Json.object("reason", reason.text());
    complete(body);
    JsonNode answer =
        NodeClient.of(node).post("/v1/deliveries/" + delivery + "/" + verb, body).good();
    if (output.isJson()) {
      output.document(answer);
    } else {
      output.line(done(delivery));
    }
    return ExitStatus.DONE;
  }
}
