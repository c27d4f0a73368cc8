/** What stands between charge points and gateways in real life: a balancer of TCP connections, which also cuts and freezes them. */
@NullMarked
package org.ocppgateway.ops.stack.balancer;

import org.jspecify.annotations.NullMarked;
