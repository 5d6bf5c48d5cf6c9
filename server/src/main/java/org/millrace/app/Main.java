package org.millrace.app;

import org.millrace.app.cli.MillraceCommand;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The program. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    logJavasOwnLoggers();
    System.exit(MillraceCommand.run(arguments));
  }

  /** Libraries that use java.util.logging must not write lines of another form. */
  private static void logJavasOwnLoggers() {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }
}
