/** Publishing what charge points say: the port, without Kafka in sight. */
@NullMarked
package org.ocppgateway.routing.event;

import org.jspecify.annotations.NullMarked;
