/** Producers, consumers and topics. The only package that uses kafka-clients. */
@NullMarked
package org.ocppgateway.routing.kafka;

import org.jspecify.annotations.NullMarked;
