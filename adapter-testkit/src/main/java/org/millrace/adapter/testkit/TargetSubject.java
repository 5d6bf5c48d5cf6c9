package org.millrace.adapter.testkit;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.millrace.adapter.Target;
import org.millrace.adapter.TargetContext;
import org.millrace.landscape.OperationDefinition;
import org.millrace.landscape.Secret;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What an adapter tells the suite about itself. The suite's subclass for an adapter implements it.
 */
public interface TargetSubject {

  /**
   * Makes the target under test. Its declared timeout must not be shorter than ten seconds: the
   * suite sets its own deadlines.
   */
  Target connect(InetSocketAddress peer, TargetContext context);

  /** An operation with an effect, that takes one request to send. */
  OperationDefinition operation();

  /** How requests of the protocol end. */
  Framing framing();

  /** What a real server answers when it took the request. */
  Bytes success(Received request);

  /** What a real server answers when it understood the request and refuses it. */
  Bytes refusal(Received request);

  /**
   * The answer to a request that an adapter makes before the send proper, such as a login. Nothing
   * for the send itself, to which the faults apply.
   */
  default Optional<Bytes> preliminary(Received request) {
    return Optional.empty();
  }

  /**
   * A document for the operation.
   *
   * @param reference must appear in the request
   * @param note a free text that may be long
   */
  default JsonNode content(String reference, String note) {
    return JsonNodeFactory.instance.objectNode().put("reference", reference).put("note", note);
  }

  /**
   * The fields of the credential, whatever its name. One that must stay secret has {@link
   * TargetConformance#SECRET} as its value.
   */
  default Map<String, Secret> credential() {
    return Map.of(
        "user",
        new Secret("millrace"),
        "password",
        new Secret(TargetConformance.SECRET),
        "token",
        new Secret(TargetConformance.SECRET));
  }

  /** Whether requests go out without any credential, so that none can be missing. */
  default boolean anonymous() {
    return false;
  }

  /**
   * Whether requests are made before the send proper. Then a connection that breaks at once may
   * have broken before the send, and "not sent" is as right as "unknown".
   */
  default boolean asksFirst() {
    return false;
  }

  /** Time that a send is given where the peer will not answer. */
  default Duration patience() {
    return Duration.ofSeconds(2);
  }

  /** How much later than asked a call may return. */
  default Duration tolerance() {
    return Duration.ofSeconds(2);
  }

  /** Most bytes of one answer that the target may read before it gives up. */
  default long mostRead() {
    return 24L << 20;
  }
}
