/** The life of a command from its arrival to its one outcome, without Kafka or Redis in sight. */
@NullMarked
package org.ocppgateway.routing.command;

import org.jspecify.annotations.NullMarked;
