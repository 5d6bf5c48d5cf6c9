/**
 * What really happened in each system: the durable, queryable list of business effects by which
 * loss, doubling and disorder are judged. How a system answers, and faults, do not belong here.
 */
@NullMarked
package org.millrace.plant.ledger;

import org.jspecify.annotations.NullMarked;
