package org.millrace.adapter.tryton;

import tools.jackson.databind.node.ObjectNode;

/**
 * An open session.
 *
 * @param number counts the sessions, so that only the one who saw the latest expire renews it
 * @param userId Tryton's number of the user
 * @param authorization value of the header
 * @param context the user's preferences with the declared fields over them; never changed
 */
record Session(long number, long userId, String authorization, ObjectNode context) {

  @Override
  public String toString() {
    return "session " + number + " of user " + userId;
  }
}
