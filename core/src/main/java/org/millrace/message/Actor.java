package org.millrace.message;

/**
 * Who caused a transition.
 *
 * @param kind who or what acts
 * @param name the person's or system's name; the component's for the platform
 */
public record Actor(Kind kind, String name) {

  /** The platform itself, acting by declared rules. */
  public static final Actor PLATFORM = new Actor(Kind.PLATFORM, "millrace");

  /** Kinds of actors. */
  public enum Kind {
    PLATFORM,
    PERSON,
    SYSTEM
  }

  /** The stored and shown form, for example {@code person:ada}. */
  public String label() {
    return kind.name().toLowerCase(java.util.Locale.ROOT) + ":" + name;
  }

  /** Reads {@link #label()} back. */
  public static Actor of(String label) {
    int colon = label.indexOf(':');
    return new Actor(
        Kind.valueOf(label.substring(0, colon).toUpperCase(java.util.Locale.ROOT)),
        label.substring(colon + 1));
  }
}
