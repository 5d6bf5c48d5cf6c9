/**
 * Who may do what: API keys, their permissions, console sessions, throttling of wrong guesses.
 *
 * <p>Belongs here: finding out who calls and what that caller may do. Does not belong here:
 * protocols (headers and cookies are {@code api}'s), secrets for target systems (see {@code
 * landscape}).
 */
@NullMarked
package org.millrace.access;

import org.jspecify.annotations.NullMarked;
