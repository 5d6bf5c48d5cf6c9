/** Tests of the adapter: what answers prove, and the whole against the real Tryton. */
@NullMarked
package org.millrace.adapter.tryton;

import org.jspecify.annotations.NullMarked;
