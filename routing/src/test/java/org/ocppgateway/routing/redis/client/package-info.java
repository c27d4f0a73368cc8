/** Tests of the Redis client without a server. */
@NullMarked
package org.ocppgateway.routing.redis.client;

import org.jspecify.annotations.NullMarked;
