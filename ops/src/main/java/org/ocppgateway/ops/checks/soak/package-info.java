/** Long runs of many charge points against real gateways on one machine: {@code ops/soak}. */
@NullMarked
package org.ocppgateway.ops.checks.soak;

import org.jspecify.annotations.NullMarked;
