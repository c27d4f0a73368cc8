/** Chaos check: injects faults into a cluster under load by a seeded plan and verifies the accounts of the ledger. */
@NullMarked
package org.ocppgateway.ops.checks.chaos;

import org.jspecify.annotations.NullMarked;
