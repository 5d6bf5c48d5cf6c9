/**
 * Lines that survive {@code kill -9}: an append-only file whose appends are fsync'ed in groups.
 * What the lines mean (an effect, a message) does not belong here.
 */
@NullMarked
package org.millrace.plant.log;

import org.jspecify.annotations.NullMarked;
