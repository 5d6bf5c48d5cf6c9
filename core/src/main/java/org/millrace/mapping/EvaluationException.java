package org.millrace.mapping;

/** An expression failed on its input; the message names expression, position and reason. */
public final class EvaluationException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code stable code: JSONata's own such as {@code T2001}, or {@code steps}, {@code depth},
   *     {@code size}
   */
  public EvaluationException(String code, String message) {
    super(message);
    this.code = code;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  public String code() {
    return code;
  }
}
