/** Long and random checks of the gateway from outside: chaos, soak, fuzz, and the ledger that accounts for every message. */
@NullMarked
package org.ocppgateway.ops.checks;

import org.jspecify.annotations.NullMarked;
