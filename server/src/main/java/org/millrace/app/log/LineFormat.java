package org.millrace.app.log;

/** A form of a log line. */
interface LineFormat {

  /** The line with its line break. */
  String write(LogLine line);
}
