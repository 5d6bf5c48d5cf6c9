package org.millrace.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import java.net.URL;
import java.net.URLConnection;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Calls that have a better way in this code base. */
class BannedCallsTest {

  /** Only the composition root reads the time of day; it hands a clock to all others. */
  private static final ArchRule CLOCK_IS_INJECTED =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.millrace.app..")
          .should()
          .accessTargetWhere(
              new DescribedPredicate<JavaAccess<?>>("the time of day is read") {
                @Override
                public boolean test(JavaAccess<?> access) {
                  return readsTheTimeOfDay(access.getTarget());
                }
              });

  private static final Set<String> OPENING = Set.of("openConnection", "openStream", "getContent");

  /** HttpURLConnection posts a second time by itself when the peer closes after reading. */
  private static final ArchRule NO_URL_CONNECTION =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(URLConnection.class)
          .orShould()
          .accessTargetWhere(
              new DescribedPredicate<JavaAccess<?>>("a URL is opened") {
                @Override
                public boolean test(JavaAccess<?> access) {
                  AccessTarget target = access.getTarget();
                  return target.getOwner().isEquivalentTo(URL.class)
                      && OPENING.contains(target.getName());
                }
              });

  /** The name exactly: the types of java.sql inherit from it. */
  private static final ArchRule NO_OLD_DATE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Date")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Calendar");

  private static boolean readsTheTimeOfDay(AccessTarget target) {
    if (!(target instanceof CodeUnitAccessTarget called)) {
      return false;
    }
    String owner = called.getOwner().getName();
    String name = called.getName();
    boolean clockGiven =
        called.getRawParameterTypes().stream().anyMatch(type -> type.isAssignableTo(Clock.class));
    return (owner.startsWith("java.time.") && name.equals("now") && !clockGiven)
        || (owner.equals(System.class.getName()) && name.equals("currentTimeMillis"))
        || (owner.equals(InstantSource.class.getName()) && name.equals("system"))
        || (owner.equals(Clock.class.getName())
            && (name.startsWith("system") || name.startsWith("tick")));
  }

  @Test
  void the_clock_is_injected() {
    CLOCK_IS_INJECTED.check(Code.product());
  }

  @Test
  void every_way_to_read_the_time_of_day_is_found() {
    String complaints = Code.complaints(CLOCK_IS_INJECTED, Code.fixture("clock"));
    assertThat(complaints)
        .contains(
            Set.of(
                "ReadsTheClock.instant()",
                "ReadsTheClock.date()",
                "ReadsTheClock.dateTime()",
                "ReadsTheClock.zoned()",
                "ReadsTheClock.millis()",
                "ReadsTheClock.source()",
                "ReadsTheClock.clock()",
                "ReadsTheClock.reference()"))
        .doesNotContain("ReadsTheClock.given(");
  }

  @Test
  void http_does_not_go_through_url_connections() {
    NO_URL_CONNECTION.check(Code.product());
  }

  @Test
  void a_url_connection_is_found() {
    assertThat(Code.complaints(NO_URL_CONNECTION, Code.fixture("retired")))
        .contains(List.of("OldConnection.open(", "OldConnection.cast(", "OldConnection.stream("));
  }

  @Test
  void dates_are_those_of_java_time() {
    NO_OLD_DATE.check(Code.product());
  }

  @Test
  void an_old_date_is_found() {
    assertThat(Code.complaints(NO_OLD_DATE, Code.fixture("retired")))
        .contains(List.of("OldDate.date(", "OldDate.calendar("));
  }
}
