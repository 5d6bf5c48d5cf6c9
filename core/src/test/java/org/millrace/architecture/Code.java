package org.millrace.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.millrace.message.MessageId;

/** The compiled code that rules are checked on. */
final class Code {

  /** Package of the fixtures. */
  static final String FIXTURE = "org.millrace.architecture.fixture";

  private Code() {}

  /** The classes of this module without its tests. */
  static JavaClasses product() {
    return new ClassFileImporter()
        .importUrl(MessageId.class.getProtectionDomain().getCodeSource().getLocation());
  }

  /** The classes below a fixture's package. */
  static JavaClasses fixture(String name) {
    return new ClassFileImporter().importPackages(FIXTURE + "." + name);
  }

  /** What a rule says about code that breaks it. */
  static String complaints(ArchRule rule, JavaClasses broken) {
    return String.join("\n", rule.evaluate(broken).getFailureReport().getDetails());
  }
}
