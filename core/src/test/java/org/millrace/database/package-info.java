/** The database that tests share. */
@NullMarked
package org.millrace.database;

import org.jspecify.annotations.NullMarked;
