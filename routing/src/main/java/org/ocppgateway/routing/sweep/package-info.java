/**
 * The sweeper: ends or forwards commands of dead pods and reports their charge points offline; independent of Kafka and
 * Redis.
 */
@NullMarked
package org.ocppgateway.routing.sweep;

import org.jspecify.annotations.NullMarked;
