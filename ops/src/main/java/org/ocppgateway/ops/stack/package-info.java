/**
 * The processes around charge points and backends on one machine: broker, Redis, gateways, balancer and fleet as child processes. Used by the
 * development stack, the benchmarks, the checks and the end-to-end tests.
 */
@NullMarked
package org.ocppgateway.ops.stack;

import org.jspecify.annotations.NullMarked;
