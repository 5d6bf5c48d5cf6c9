package org.millrace.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What people do to a case, beside letting its members go. */
public sealed interface CaseChange {

  /** Most tags of a case. */
  int MOST_TAGS = 20;

  /** It has been seen. */
  record Acknowledge() implements CaseChange {}

  /** The cause is looked for. */
  record Investigate() implements CaseChange {}

  /** The cause is known; somebody else has to do something first. */
  record AwaitOthers() implements CaseChange {}

  /**
   * Gives it to somebody.
   *
   * @param to nobody, if empty
   */
  record Assign(Optional<String> to) implements CaseChange {}

  /** Puts it aside. It comes back by itself: then, or when it has grown tenfold. */
  record Snooze(Instant until) implements CaseChange {}

  /** Takes it up again before that. */
  record Wake() implements CaseChange {}

  /**
   * Links a ticket of another system.
   *
   * @param url none, if empty
   */
  record LinkTicket(Optional<String> url) implements CaseChange {}

  /** Replaces its tags. */
  record Tag(List<String> tags) implements CaseChange {
    public Tag {
      tags = List.copyOf(new TreeSet<>(tags));
      if (tags.size() > MOST_TAGS) {
        throw new IllegalArgumentException("more than " + MOST_TAGS + " tags");
      }
    }
  }

  /** Says something about it; the reason is what is said. */
  record Note() implements CaseChange {}

  /** Ends it. Nothing may wait in it any more. */
  record Close() implements CaseChange {}
}
