/** The lifecycle of a command from its arrival to its outcome; independent of Kafka and Redis. */
@NullMarked
package org.ocppgateway.routing.command;

import org.jspecify.annotations.NullMarked;
