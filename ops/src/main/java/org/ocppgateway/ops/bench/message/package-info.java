/** Computing cost of one message, without network, Kafka and threads, measured by JMH. */
@NullMarked
package org.ocppgateway.ops.bench.message;

import org.jspecify.annotations.NullMarked;
