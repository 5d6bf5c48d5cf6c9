package org.millrace.app;

import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.millrace.adapter.testkit.HttpAnswers;
import org.millrace.adapter.testkit.HttpFraming;
import org.millrace.adapter.testkit.Received;
import org.millrace.adapter.testkit.Step;
import org.millrace.adapter.testkit.StubPeer;
import tools.jackson.databind.JsonNode;

/**
 * An ERP that neither remembers tokens nor refuses repetitions: its ledger has whatever was posted,
 * as often as it was posted. It can be asked by reference.
 */
final class TestErp implements AutoCloseable {

  /** What a request did. */
  record Posting(String reference, String mappedBy) {}

  private final List<Posting> ledger = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition opened = lock.newCondition();
  private final StubPeer peer;
  private final List<String> others = new CopyOnWriteArrayList<>();
  private final Map<String, String> refusals = new ConcurrentHashMap<>();
  private boolean held;

  TestErp() {
    peer = StubPeer.start(new HttpFraming(), this::answer);
  }

  String address() {
    return "http://127.0.0.1:" + peer.address().getPort();
  }

  /** What else was posted, with its path, in the order of its arrival. */
  List<String> others() {
    return List.copyOf(others);
  }

  /** From now on postings with a reference, or to a path with a reference, are refused. */
  void refuse(String reference, String code) {
    refusals.put(reference, code);
  }

  void accept(String reference) {
    refusals.remove(reference);
  }

  /** From now on requests have their effect, but are not answered. */
  void holdAnswers() {
    lock.lock();
    try {
      held = true;
    } finally {
      lock.unlock();
    }
  }

  void releaseAnswers() {
    lock.lock();
    try {
      held = false;
      opened.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Everything that was posted, in the order of its arrival. */
  List<Posting> ledger() {
    return List.copyOf(ledger);
  }

  List<String> references() {
    return ledger.stream().map(Posting::reference).toList();
  }

  void awaitPostings(int count) {
    await().until(() -> ledger.size() >= count);
  }

  private List<Step> answer(Received request) {
    if (request.head().startsWith("GET /confirmations?reference=")) {
      return Step.answer(HttpAnswers.json(200, found(request)));
    }
    if (!request.head().startsWith("POST ")) {
      return Step.answer(HttpAnswers.json(200, "{}"));
    }
    JsonNode document = NodeProcess.JSON.readTree(request.body());
    String reference = document.path("reference").asString("");
    String path = request.head().substring("POST ".length(), request.head().indexOf(' ', 5));
    String refusal = refusals.getOrDefault(path + " " + reference, refusals.get(reference));
    if (refusal != null) {
      return Step.answer(HttpAnswers.json(422, "{\"error\": {\"code\": \"" + refusal + "\"}}"));
    }
    if (!path.equals("/confirmations")) {
      others.add(path + " " + reference);
      return Step.answer(HttpAnswers.json(201, "{\"document\": \"D-" + reference + "\"}"));
    }
    ledger.add(new Posting(reference, document.path("mappedBy").asString("")));
    awaitOpen();
    return Step.answer(HttpAnswers.json(201, "{\"document\": \"D-" + reference + "\"}"));
  }

  private String found(Received request) {
    String line = request.head().lines().findFirst().orElse("");
    String reference =
        line.substring(line.indexOf('=') + 1, line.lastIndexOf(' ')).replace("%2F", "/");
    List<String> documents =
        references().stream().filter(reference::equals).map(found -> "\"D-" + found + '"').toList();
    return "{\"documents\": [" + String.join(", ", documents) + "]}";
  }

  private void awaitOpen() {
    lock.lock();
    try {
      while (held) {
        opened.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    releaseAnswers();
    peer.close();
  }
}
