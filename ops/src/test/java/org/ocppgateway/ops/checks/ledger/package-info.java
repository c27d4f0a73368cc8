/** Proof that the ledger would notice. */
@NullMarked
package org.ocppgateway.ops.checks.ledger;

import org.jspecify.annotations.NullMarked;
