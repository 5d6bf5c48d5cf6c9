package org.millrace.landscape;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How many records of a batch must be fit for any of them to be taken.
 *
 * @param atLeast as a number
 * @param percent as a share, from 0 to 100
 */
public record BatchRule(int atLeast, BigDecimal percent) {

  /** Each record for itself. */
  public static final BatchRule PARTIAL = new BatchRule(0, BigDecimal.ZERO);

  /** Each record, or none. */
  public static final BatchRule ALL_OR_NOTHING = new BatchRule(0, BigDecimal.valueOf(100));

  /** Most records of one batch. */
  public static final int MOST_RECORDS = 10_000;

  public static final String PARTIAL_NAME = "partial";
  public static final String ALL_OR_NOTHING_NAME = "all-or-nothing";

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final Pattern SHARE = Pattern.compile("([0-9]{1,3}(\\.[0-9]{1,3})?) ?%");
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,4}");

  /** How an {@code at-least} is written, for messages. */
  public static final String FORM =
      "a number of records from 1 to " + MOST_RECORDS + " such as 97, or a share such as 97%";

  /** {@code partial} with a threshold; nothing if the text is no threshold. */
  public static Optional<BatchRule> atLeast(String text) {
    var share = SHARE.matcher(text);
    if (share.matches()) {
      BigDecimal percent = new BigDecimal(share.group(1));
      return Optional.of(percent)
          .filter(p -> p.signum() > 0 && p.compareTo(HUNDRED) <= 0)
          .map(p -> new BatchRule(0, p));
    }
    return Optional.of(text)
        .filter(t -> NUMBER.matcher(t).matches())
        .map(Integer::parseInt)
        .filter(number -> number <= MOST_RECORDS)
        .map(number -> new BatchRule(number, BigDecimal.ZERO));
  }

  /** How many of so many records must be fit; a share counts as reached only if it really is. */
  public int required(int records) {
    int share =
        percent
            .multiply(BigDecimal.valueOf(records))
            .divide(HUNDRED, 0, RoundingMode.CEILING)
            .intValue();
    return Math.max(atLeast, share);
  }

  /** As people and the API name it. */
  public String label() {
    if (percent.compareTo(HUNDRED) == 0) {
      return ALL_OR_NOTHING_NAME;
    }
    if (percent.signum() > 0) {
      return PARTIAL_NAME + ", at least " + percent.stripTrailingZeros().toPlainString() + "%";
    }
    return atLeast > 0 ? PARTIAL_NAME + ", at least " + atLeast : PARTIAL_NAME;
  }
}
