package org.millrace.plant.system;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.millrace.plant.http.Call;
import org.millrace.plant.http.PathTemplate;
import org.millrace.plant.http.Reply;
import org.millrace.plant.ledger.Movement;
import tools.jackson.databind.node.ObjectNode;

/** Something that a system can be asked. */
public sealed interface Operation {
  String name();

  String method();

  PathTemplate path();

  /**
   * A business posting.
   *
   * @param prefix what its document numbers start with
   * @param type the document's type in the answer
   * @param state the business state in the answer, e.g. {@code posted}
   * @param required fields without which the posting is refused
   * @param key fields (of the path or the body) that make the business key
   * @param orderKey the first of these fields that is present is the order key
   * @param movements what the posting moves in stock
   */
  record Posting(
      String name,
      String method,
      PathTemplate path,
      String prefix,
      String type,
      String state,
      List<String> required,
      List<String> key,
      List<String> orderKey,
      Function<ObjectNode, List<Movement>> movements)
      implements Operation {
    public Posting {
      required = List.copyOf(required);
      key = List.copyOf(key);
      orderKey = List.copyOf(orderKey);
    }
  }

  /** A question or a change of master data: it leaves no effect in the ledger. */
  record Lookup(String name, String method, PathTemplate path, Answering answering)
      implements Operation {}

  /** Answers a lookup; {@code places} are the values of the path's named places. */
  @FunctionalInterface
  interface Answering {
    Reply.Answer answer(Call call, Map<String, String> places);
  }
}
