package org.millrace.delivery;

/** What an attempt tells about the target, whatever it means for the delivery. */
sealed interface Verdict {

  /** The target works: it took the message or refused it by its own rules. */
  record Works() implements Verdict {}

  /** The target failed this time. */
  record Failed(String cause, String detail) implements Verdict {}

  /** The target cannot work for anybody. */
  record Out(String cause, String detail) implements Verdict {}

  /** The attempt says nothing about the target, for example because the mapping failed before. */
  record Silent() implements Verdict {}
}
