package org.millrace.journal;

import java.util.List;

/**
 * Lets the members of cases go, part by part, and says what became of them. Each call is one
 * transaction; any node may make it, and after a crash the next call goes on where the last one
 * ended.
 */
public interface CaseReleases {

  /** Those that are not done, oldest first. */
  List<Active> active();

  /**
   * Lets the next members go, in order.
   *
   * @param most how many at most
   * @param mostUnderWay fewer, so that no more than this of the release are under way
   * @return what may go now; empty if there is no room, or nothing left
   */
  List<Work> next(long release, int most, int mostUnderWay);

  /** Those let go that wait for their turn, oldest first. */
  List<Work> ready(long release, int most);

  /**
   * Ends a release whose members all had their effect, failed again or were ended otherwise, and
   * moves its case on.
   *
   * @return whether it did
   */
  boolean conclude(long release);

  /**
   * One under way.
   *
   * @param running whether there are still members to let go
   */
  record Active(long id, boolean running) {}
}
