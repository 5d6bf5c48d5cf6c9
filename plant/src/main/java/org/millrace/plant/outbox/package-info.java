/**
 * What the plant's systems send to Millrace: kept durably and sent again until it is accepted, in
 * order per order key. What is sent, and when, does not belong here.
 */
@NullMarked
package org.millrace.plant.outbox;

import org.jspecify.annotations.NullMarked;
