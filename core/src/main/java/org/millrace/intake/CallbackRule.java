package org.millrace.intake;

import java.util.Optional;
import org.millrace.journal.Draft;
import org.millrace.landscape.Callbacks;
import org.millrace.landscape.Landscape;
import org.millrace.landscape.SystemDefinition;

/**
 * A sender is called back only where its system's file says. Else whoever has a key could let this
 * node post to anything it reaches.
 */
final class CallbackRule {

  private CallbackRule() {}

  /** The callback, if the sender may have it. */
  static Optional<Draft.Callback> callback(Landscape landscape, String sender, String url) {
    return callbacks(landscape, sender)
        .flatMap(callbacks -> callbacks.covering(url))
        .map(destination -> new Draft.Callback(destination.text(), url));
  }

  /** Why the sender may not have it, and what to do; nothing if it may. */
  static Optional<String> refusal(Landscape landscape, String sender, String url) {
    if (callback(landscape, sender, url).isPresent()) {
      return Optional.empty();
    }
    String file = "systems/" + sender + ".yaml";
    return Optional.of(
        callbacks(landscape, sender).isPresent()
            ? "The address in Millrace-Callback is at none of the callback destinations of system `"
                + sender
                + "`: add it to `callbacks.destinations` in "
                + file
                + ", or send without the header. Nothing was taken."
            : "System `"
                + sender
                + "` is not set up to be called back: declare `callbacks` with `destinations` and"
                + " the `credential` that signs in "
                + file
                + ", or send without the header Millrace-Callback. Nothing was taken.");
  }

  private static Optional<Callbacks> callbacks(Landscape landscape, String sender) {
    return Optional.ofNullable(landscape.system(sender)).flatMap(SystemDefinition::callbacks);
  }
}
