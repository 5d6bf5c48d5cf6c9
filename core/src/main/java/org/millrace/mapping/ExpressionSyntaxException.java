package org.millrace.mapping;

/** An expression cannot be compiled. */
public final class ExpressionSyntaxException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int position;

  /**
   * @param position offset into the expression's text, in characters from 0
   */
  public ExpressionSyntaxException(String message, int position) {
    super(message);
    this.position = position;
  }

  public int position() {
    return position;
  }
}
