/** The only room for Jedis: the route map, leases and command states in Redis. */
@NullMarked
package org.ocppgateway.routing.redis;

import org.jspecify.annotations.NullMarked;
