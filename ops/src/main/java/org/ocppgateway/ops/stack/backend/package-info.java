/** A backend that uses nothing but a Kafka client and a Redis client. */
@NullMarked
package org.ocppgateway.ops.stack.backend;

import org.jspecify.annotations.NullMarked;
