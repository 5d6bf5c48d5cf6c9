package org.millrace.landscape;

/** Stands for an adapter: knows {@code url} and {@code credential}, and each operation's path. */
final class RecordingAdapter implements AdapterCheck {

  @Override
  public void check(SystemDefinition system, Problems problems) {
    ConfigReader connection = new ConfigReader(system.connection(), problems);
    connection.text("url");
    connection.optionalText("credential");
    connection.finish();
    for (OperationDefinition operation : system.operations().values()) {
      ConfigReader settings = new ConfigReader(operation.settings(), problems);
      settings.text("path");
      settings.finish();
    }
  }
}
