package org.millrace.app.doctor;

/**
 * Something that was looked at.
 *
 * @param check what was looked at; stable, for scripts
 * @param found what there is, for a person
 * @param remedy what to do about it; empty if nothing is to be done
 */
public record Finding(String check, Level level, String found, String remedy) {

  /** How good it is. */
  public enum Level {
    OK,
    /** Works, and may not go on to. */
    WARN,
    /** Does not work. */
    FAIL
  }

  static Finding ok(String check, String found) {
    return new Finding(check, Level.OK, found, "");
  }

  static Finding warn(String check, String found, String remedy) {
    return new Finding(check, Level.WARN, found, remedy);
  }

  static Finding fail(String check, String found, String remedy) {
    return new Finding(check, Level.FAIL, found, remedy);
  }
}
