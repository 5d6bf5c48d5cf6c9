package org.millrace.landscape;

/** A value that must not appear in logs, errors or answers; its text form is masked. */
public record Secret(String reveal) {

  @Override
  public String toString() {
    return "••••";
  }
}
