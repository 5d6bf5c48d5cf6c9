/** Tests of the package of the same name. */
@NullMarked
package org.millrace.app.doctor;

import org.jspecify.annotations.NullMarked;
