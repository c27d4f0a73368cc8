/** Tests of the ledger: it detects every kind of violation. */
@NullMarked
package org.ocppgateway.ops.checks.ledger;

import org.jspecify.annotations.NullMarked;
