/** A TCP load balancer as in front of production gateways. It can also cut and freeze connections. */
@NullMarked
package org.ocppgateway.ops.stack.balancer;

import org.jspecify.annotations.NullMarked;
