package org.millrace.plant.day;

import java.util.Random;

/** The plausible trouble of a day that is not calm: each one chance in so many. */
final class Trouble {
  private static final int WRONG_UNIT = 60;
  private static final int INACTIVE_ITEM = 30;
  private static final int SENT_TWICE = 50;
  private static final int CLOSED_PERIOD = 120;
  private static final int OVERTAKEN = 40;

  private final Random random;
  private final boolean calm;

  Trouble(Random random, boolean calm) {
    this.random = random;
    this.calm = calm;
  }

  boolean wrongUnit() {
    return strikes(WRONG_UNIT);
  }

  boolean inactiveItem() {
    return strikes(INACTIVE_ITEM);
  }

  boolean sentTwice() {
    return strikes(SENT_TWICE);
  }

  boolean closedPeriod() {
    return strikes(CLOSED_PERIOD);
  }

  boolean overtaken() {
    return strikes(OVERTAKEN);
  }

  /** Draws on calm days too, so that calm leaves all else of the script as it is. */
  private boolean strikes(int oneIn) {
    return random.nextInt(oneIn) == 0 && !calm;
  }
}
