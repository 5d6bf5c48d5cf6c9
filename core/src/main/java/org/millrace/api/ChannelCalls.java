package org.millrace.api;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;
import org.millrace.access.Principal;
import org.millrace.access.Quota;
import org.millrace.access.SignatureCheck;
import org.millrace.access.SigningSecret;
import org.millrace.intake.Arrival;
import org.millrace.intake.ChannelIntake;
import org.millrace.landscape.ChannelDefinition;
import org.millrace.landscape.Credentials;
import org.millrace.landscape.Secret;

/**
 * Takes documents from senders that cannot be told "no": once it is known who sends, the answer is
 * that it was received, whatever it holds.
 */
final class ChannelCalls {

  /** Both sign while a secret is being replaced. */
  private static final List<String> SECRETS = List.of("secret", "previous-secret");

  private static final String FULL_FOR = "60";

  private final ChannelIntake channels;
  private final Credentials credentials;
  private final Quota quota;
  private final InstantSource clock;

  ChannelCalls(ChannelIntake channels, Credentials credentials, Quota quota, InstantSource clock) {
    this.channels = channels;
    this.credentials = credentials;
    this.quota = quota;
    this.clock = clock;
  }

  Answer post(Call call) throws InterruptedException {
    Optional<ChannelDefinition> declared = channels.channel(call.value(0));
    if (declared.isEmpty()) {
      // Who is not known must not find out which channels there are.
      if (call.caller().isEmpty()) {
        throw Callers.nobody();
      }
      throw new Refused(ProblemType.NOT_FOUND, "The landscape has no channel with this name");
    }
    ChannelDefinition channel = declared.get();
    byte[] body = channel.signature().isPresent() ? signed(call, channel) : keyed(call, channel);
    return answer(
        channels.receive(
            channel,
            new Arrival(
                channel.name(),
                kept(call.headers(), channel),
                body,
                call.correlationId(),
                call.traceparent())));
  }

  private byte[] keyed(Call call, ChannelDefinition channel) throws InterruptedException {
    Principal sender = call.caller().orElseThrow(Callers::nobody);
    boolean own =
        sender.name().equals(channel.system())
            && channel.operations().stream().allMatch(sender.permissions()::mayPost);
    if (!own) {
      throw new Refused(
          ProblemType.FORBIDDEN,
          "This channel takes documents from its own system only, by a key that may post each of"
              + " the channel's operations");
    }
    return call.rawBody(channel.limits().size());
  }

  /** Nothing is kept of what has no valid signature: anybody could fill the quarantine. */
  private byte[] signed(Call call, ChannelDefinition channel) throws InterruptedException {
    byte[] body = call.rawBody(channel.limits().size());
    List<SigningSecret> secrets = secrets(channel.signature().orElseThrow());
    if (secrets.isEmpty()) {
      throw new Refused(
          Problem.retryAfter(
              ProblemType.TEMPORARY_REDUCED_CAPACITY,
              "Signatures cannot be checked at present; nothing was kept",
              60));
    }
    SignatureCheck.Signed signed =
        new SignatureCheck.Signed(
            one(call.headers(), SignatureCheck.ID),
            one(call.headers(), SignatureCheck.TIMESTAMP),
            one(call.headers(), SignatureCheck.SIGNATURE));
    if (!SignatureCheck.holds(signed, body, secrets, clock.instant())) {
      throw new Refused(
          ProblemType.UNAUTHENTICATED,
          "The document is not signed by this channel's sender, or was too long ago; nothing was"
              + " kept");
    }
    RateLimits.check(quota.take("channel " + channel.name(), 1), quota);
    return body;
  }

  /** One that cannot be used lets none be used: nobody would notice. */
  private List<SigningSecret> secrets(String credential) {
    Map<String, Secret> fields = credentials.find(credential).orElse(Map.of());
    List<Optional<SigningSecret>> read =
        SECRETS.stream()
            .map(fields::get)
            .filter(Objects::nonNull)
            .map(secret -> SigningSecret.parse(secret.reveal()))
            .toList();
    return read.stream().allMatch(Optional::isPresent)
        ? read.stream().flatMap(Optional::stream).toList()
        : List.of();
  }

  private static Optional<String> one(HttpFields headers, String name) {
    List<String> values = headers.getValuesList(name);
    return values.size() == 1 ? Optional.of(values.getFirst().strip()) : Optional.empty();
  }

  private static Map<String, String> kept(HttpFields headers, ChannelDefinition channel) {
    Map<String, String> kept = new LinkedHashMap<>();
    List<String> names =
        Stream.concat(ChannelIntake.KEPT_HEADERS.stream(), channel.headers().stream()).toList();
    for (String name : names) {
      @Nullable String value = headers.get(name);
      if (value != null) {
        kept.put(name, value);
      }
    }
    return kept;
  }

  private static Answer answer(Arrival.Answer received) {
    return switch (received) {
      case Arrival.Answer.Taken taken ->
          Answer.json(
              202,
              Json.bytes(
                  Json.object()
                      .put("outcome", taken.again() ? "repeated" : "taken")
                      .put("job", "/v1/jobs/" + taken.message())));
      case Arrival.Answer.Kept kept ->
          Answer.json(
              202,
              Json.bytes(
                  Json.object()
                      .put("outcome", "quarantined")
                      .put("quarantine", "/v1/quarantine/" + kept.number())));
      case Arrival.Answer.NotNow later ->
          throw new Refused(
              new Problem(
                  ProblemType.TEMPORARY_REDUCED_CAPACITY,
                  later.detail(),
                  List.of(),
                  List.of(new HttpField(HttpHeader.RETRY_AFTER, FULL_FOR))));
    };
  }
}
