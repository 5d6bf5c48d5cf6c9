/**
 * Rules that the code base holds, checked on the compiled classes and on the sources.
 *
 * <p>Belongs here: a rule, and below {@code fixture} the code that breaks it; each test proves both
 * that the product keeps the rule and that the rule can fail. Does not belong here: formatting and
 * what the compiler's plugins check already.
 */
@NullMarked
package org.millrace.architecture;

import org.jspecify.annotations.NullMarked;
