/** Accounting for every message from both ends: what charge points sent and were answered, and what is on the topic. */
@NullMarked
package org.ocppgateway.ops.checks.ledger;

import org.jspecify.annotations.NullMarked;
