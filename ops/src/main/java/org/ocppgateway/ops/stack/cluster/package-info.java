/** Several gateways with a broker, a Redis and a balancer, all real processes on this machine, for fault tests. */
@NullMarked
package org.ocppgateway.ops.stack.cluster;

import org.jspecify.annotations.NullMarked;
