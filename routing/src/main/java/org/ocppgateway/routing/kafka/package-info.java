/** The only room for kafka-clients: producers, consumers, topics. */
@NullMarked
package org.ocppgateway.routing.kafka;

import org.jspecify.annotations.NullMarked;
