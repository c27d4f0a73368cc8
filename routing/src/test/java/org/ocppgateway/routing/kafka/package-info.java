/** Tests against a real broker. */
@NullMarked
package org.ocppgateway.routing.kafka;

import org.jspecify.annotations.NullMarked;
