/** Ledger that accounts for every message and command at both ends: the sockets of the charge points and the topics. */
@NullMarked
package org.ocppgateway.ops.checks.ledger;

import org.jspecify.annotations.NullMarked;
