/** Port through which events of charge points are published; independent of Kafka. */
@NullMarked
package org.ocppgateway.routing.event;

import org.jspecify.annotations.NullMarked;
