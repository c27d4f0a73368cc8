/** Proof that the ledger would notice. */
@NullMarked
package org.ocppgateway.ops.ledger;

import org.jspecify.annotations.NullMarked;
