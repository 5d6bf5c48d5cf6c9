package org.millrace.failure;

/**
 * What failures share that are one case.
 *
 * @param pattern the error's text without its values, see {@link ErrorPattern}
 */
public record Fingerprint(
    String flow, int step, String system, FailureClass kind, String code, String pattern) {

  public static Fingerprint of(String flow, int step, String system, Failure failure) {
    return new Fingerprint(
        flow, step, system, failure.kind(), failure.code(), ErrorPattern.of(failure.detail()));
  }

  /** The stored form. */
  public String text() {
    return group() + "|" + kind.name() + "|" + pattern;
  }

  /**
   * What all patterns of one code share. A target's text decides about patterns: how many cases may
   * be open in a group is limited, and one collects what is beyond.
   */
  public String group() {
    return String.join("|", flow, Integer.toString(step), system, code);
  }

  /** The stored form of the case that collects what is beyond the limit. */
  public String collecting() {
    return group() + "|*";
  }
}
