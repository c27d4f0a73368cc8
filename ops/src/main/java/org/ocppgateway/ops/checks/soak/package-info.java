/** Soak check: long runs of many charge points against real gateways on one machine. */
@NullMarked
package org.ocppgateway.ops.checks.soak;

import org.jspecify.annotations.NullMarked;
