/** Tests against a real Redis. */
@NullMarked
package org.ocppgateway.routing.redis;

import org.jspecify.annotations.NullMarked;
