/** Proves the suites: a right target passes them, and each kind of wrong one is caught. */
@NullMarked
package org.millrace.adapter.testkit;

import org.jspecify.annotations.NullMarked;
