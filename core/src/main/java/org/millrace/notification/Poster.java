package org.millrace.notification;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.millrace.access.SigningSecret;
import org.millrace.adapter.http.HttpCall;
import org.millrace.adapter.http.HttpField;
import org.millrace.journal.Webhooks;
import org.millrace.journal.Webhooks.Due;
import org.millrace.landscape.CallbackDestination;
import org.millrace.landscape.Callbacks;
import org.millrace.landscape.Credentials;
import org.millrace.landscape.LandscapeCatalog;
import org.millrace.landscape.Secret;
import org.millrace.landscape.SystemDefinition;
import org.millrace.message.MessageId;

/** Posts one webhook once, by the landscape in force. Thread-safe. */
final class Poster implements AutoCloseable {

  /** The credential's fields that sign, the newer first. */
  private static final List<String> SECRETS = List.of("secret", "previous-secret");

  private final LandscapeCatalog catalog;
  private final Credentials credentials;
  private final Function<MessageId, Optional<byte[]>> jobs;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final WebhookLimits limits;
  private final Callers callers;

  /**
   * @param jobs a message's job as JSON, as its sender can read it
   */
  Poster(
      LandscapeCatalog catalog,
      Credentials credentials,
      Function<MessageId, Optional<byte[]>> jobs,
      InstantSource clock,
      LongSupplier nanoTime,
      WebhookLimits limits) {
    this.catalog = catalog;
    this.credentials = credentials;
    this.jobs = jobs;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.limits = limits;
    this.callers = new Callers(limits.perEndpoint(), nanoTime);
  }

  /**
   * @param body what was posted, if it came to that
   */
  record Attempt(Posted posted, Optional<byte[]> body) {

    private static Attempt notPosted(String detail) {
      return new Attempt(Posted.notPosted(detail), Optional.empty());
    }
  }

  Attempt post(Due due) {
    @Nullable SystemDefinition system = catalog.current().landscape().system(due.system());
    Optional<Callbacks> callbacks =
        Optional.ofNullable(system).flatMap(SystemDefinition::callbacks);
    boolean declared =
        callbacks
            .flatMap(c -> c.covering(due.url()))
            .map(CallbackDestination::text)
            .filter(due.endpoint()::equals)
            .isPresent();
    if (system == null || !declared) {
      return Attempt.notPosted(
          "`"
              + due.endpoint()
              + "` is no longer among the callback destinations of `"
              + due.system()
              + "`");
    }
    List<SigningSecret> secrets = secrets(callbacks.get().credential());
    if (secrets.isEmpty()) {
      return Attempt.notPosted(
          "credential `"
              + callbacks.get().credential()
              + "` has no usable secret at present: each is whsec_ and 24 to 64 bytes in Base64");
    }
    Optional<byte[]> body =
        due.body()
            .or(
                () ->
                    jobs.apply(due.id().message())
                        .map(job -> WebhookBody.of(due.id().event(), due.occurredAt(), job)));
    if (body.isEmpty()) {
      return Attempt.notPosted("its message is not in the journal");
    }
    return post(due, system, callbacks.get(), body.get(), secrets);
  }

  private Attempt post(
      Due due,
      SystemDefinition system,
      Callbacks callbacks,
      byte[] body,
      List<SigningSecret> secrets) {
    Instant now = clock.instant();
    List<HttpField> headers =
        Stream.concat(
                Stream.of(new HttpField("Content-Type", "application/json")),
                Signature.headers(id(due.id()), now, body, secrets).stream())
            .toList();
    long started = nanoTime.getAsLong();
    return new Attempt(
        Posted.of(
            callers
                .of(system, callbacks)
                .call(
                    new HttpCall("POST", URI.create(due.url()), headers, Optional.of(body)),
                    started + limits.sending().toNanos(),
                    started + limits.answering().toNanos()),
            now),
        Optional.of(body));
  }

  /** One secret that is there but cannot be used lets none be used: nobody would notice. */
  private List<SigningSecret> secrets(String credential) {
    Map<String, Secret> fields = credentials.find(credential).orElse(Map.of());
    List<SigningSecret> secrets = new ArrayList<>();
    for (String name : SECRETS) {
      Secret field = fields.get(name);
      if (field != null) {
        Optional<SigningSecret> secret = SigningSecret.parse(field.reveal());
        if (secret.isEmpty()) {
          return List.of();
        }
        secrets.add(secret.get());
      }
    }
    return secrets;
  }

  /** The same for every try; without a full stop, which separates what is signed. */
  static String id(Webhooks.Id id) {
    return id.message() + ":" + id.event().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    callers.close();
  }
}
