package org.millrace.access;

import org.millrace.message.Actor;

/**
 * A caller that proved who it is.
 *
 * @param name the system's or person's name
 * @param kind a system calls with its key, a person through a session
 * @param permissions what it may do
 * @param keyPrefix the public part of the key behind it
 */
public record Principal(String name, Actor.Kind kind, Permissions permissions, String keyPrefix) {

  /** As the records of commands name it. */
  public Actor actor() {
    return new Actor(kind, name);
  }

  Principal asPerson() {
    return new Principal(name, Actor.Kind.PERSON, permissions, keyPrefix);
  }
}
