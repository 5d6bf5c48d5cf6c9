/** Tests of the package of the same name. */
@NullMarked
package org.millrace.app.cli;

import org.jspecify.annotations.NullMarked;
