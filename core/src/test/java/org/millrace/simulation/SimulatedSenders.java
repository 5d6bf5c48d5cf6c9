package org.millrace.simulation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.millrace.journal.Draft;
import org.millrace.journal.Inbox;
import org.millrace.landscape.AppliedLandscape;
import org.millrace.landscape.FlowDefinition;
import org.millrace.landscape.FlowStep;
import org.millrace.landscape.LandscapeCatalog;
import org.millrace.message.Payload;
import org.millrace.proof.Fact;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What systems send: each message until it is accepted, the same bytes under the same key. */
final class SimulatedSenders {

  /** One document to be sent. */
  private record Letter(
      String flow, String key, String order, OptionalLong number, ObjectNode content) {

    /** The business key of what it needs. */
    String needs() {
      return content.path("needs").asString("");
    }
  }

  /** Nobody waits so long: a person is not told in these worlds. */
  private static final Duration PATIENCE = Duration.ofDays(90);

  private final List<Letter> unsent = new ArrayList<>();
  private final List<Letter> accepted = new ArrayList<>();
  private final Random random;
  private final Swarm swarm;
  private final SimulatedTime time;
  private final Consumer<Fact> history;
  private final Map<String, Long> numbers = new HashMap<>();
  private int underWay;

  SimulatedSenders(
      int messages, Random random, Swarm swarm, SimulatedTime time, Consumer<Fact> history) {
    this.random = random;
    this.swarm = swarm;
    this.time = time;
    this.history = history;
    int orders = 1 + random.nextInt(6);
    List<String> flows = new ArrayList<>();
    for (int i = 0; i < messages; i++) {
      flows.add(SimulatedLandscapes.FLOWS.get(random.nextInt(SimulatedLandscapes.FLOWS.size())));
    }
    for (int i = 0; i < messages; i++) {
      unsent.add(letter(i, flows, "O-" + random.nextInt(orders)));
    }
  }

  private Letter letter(int number, List<String> flows, String order) {
    String flow = flows.get(number);
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    content.put("number", number);
    if (swarm.strikes(Fault.POISON)) {
      content.put("poison", true);
    }
    if (swarm.strikes(Fault.POISON_ERROR)) {
      content.put("crashes", true);
    }
    if (flow.equals("issue")) {
      content.put("needs", oneOf(flows, "post"));
    }
    OptionalLong counted =
        flow.equals("count")
            ? OptionalLong.of(numbers.merge(order, 1L, Long::sum))
            : OptionalLong.empty();
    return new Letter(flow, "K-" + number, order, counted, content);
  }

  /** The key of a message that comes earlier or later, or once in a while never. */
  private String oneOf(List<String> flows, String flow) {
    int[] numbers =
        IntStream.range(0, flows.size()).filter(i -> flows.get(i).equals(flow)).toArray();
    return numbers.length == 0 || random.nextInt(8) == 0
        ? "never"
        : "K-" + numbers[random.nextInt(numbers.length)];
  }

  boolean hasMore() {
    return !unsent.isEmpty();
  }

  boolean isDone() {
    return unsent.isEmpty() && underWay == 0;
  }

  /** Sends one letter, or one again that was accepted already. */
  void sendOne(Inbox inbox, LandscapeCatalog catalog) {
    if (unsent.isEmpty()) {
      return;
    }
    boolean repeats = !accepted.isEmpty() && swarm.strikes(Fault.DUPLICATES);
    Letter letter =
        repeats
            ? accepted.get(random.nextInt(accepted.size()))
            : unsent.remove(
                swarm.strikes(Fault.SHUFFLED) ? random.nextInt(Math.min(50, unsent.size())) : 0);
    underWay++;
    boolean done = false;
    try {
      done = post(letter, inbox, catalog.current());
    } finally {
      underWay--;
      if (!done && !repeats) {
        unsent.addFirst(letter); // not accepted, as far as the sender knows, killed or not
      }
    }
  }

  private boolean post(Letter letter, Inbox inbox, AppliedLandscape landscape) {
    try {
      String message = inbox.append(draft(letter, landscape)).get().message().toString();
      history.accept(
          new Fact.Acknowledged(time.trueMillis(), letter.flow() + "/" + letter.key(), message));
      accepted.add(letter);
      return true;
    } catch (ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Draft draft(Letter letter, AppliedLandscape landscape) {
    FlowDefinition flow = Objects.requireNonNull(landscape.landscape().flows().get(letter.flow()));
    byte[] bytes = letter.content().toString().getBytes(StandardCharsets.UTF_8);
    return new Draft(
        letter.flow(),
        letter.flow(),
        "thing",
        "thing@1.0.0",
        landscape.version(),
        "sender",
        letter.key(),
        Optional.of(letter.order()),
        letter.number(),
        letter.key(),
        Optional.empty(),
        Optional.empty(),
        new Payload(bytes, letter.content()),
        hash(letter.flow() + "/" + letter.key()),
        Optional.empty(),
        hash(letter.content().toString()),
        flow.steps().stream().map(step -> step(letter, step)).toList(),
        List.of());
  }

  private static Draft.Step step(Letter letter, FlowStep step) {
    String lane = letter.flow() + "/" + step.number() + "/" + letter.order();
    Optional<Draft.Place> place =
        letter.number().isPresent()
            ? Optional.of(new Draft.Place(letter.number().getAsLong(), 1, PATIENCE, true))
            : Optional.empty();
    return new Draft.Step(
        step.number(),
        step.system(),
        hash(lane).getMostSignificantBits(),
        step.after(),
        place,
        step.requires().stream()
            .map(
                required ->
                    new Draft.Need(
                        required.flow(), required.system(), letter.needs(), required.patience()))
            .toList());
  }

  /** Far cheaper than a digest, of which a seed would need a hundred. */
  private static UUID hash(String text) {
    long high = 0xcbf29ce484222325L;
    long low = 0x84222325cbf29ce4L;
    for (int i = 0; i < text.length(); i++) {
      high = (high ^ text.charAt(i)) * 0x100000001b3L;
      low = (low + text.charAt(i)) * 0xd6e8feb86659fd93L;
    }
    return new UUID(high, low);
  }
}
