package org.millrace.landscape;

/** Who has to agree to a correction. */
enum Approval {
  NONE,
  FOUR_EYES;

  /** Whether {@code approval} asks for a second person. */
  static boolean isFourEyes(ConfigReader reader) {
    return reader.choice("approval", Approval.class, NONE) == FOUR_EYES;
  }
}
