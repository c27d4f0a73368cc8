/** What ends or re-routes the commands that no living pod will, without Kafka or Redis in sight. */
@NullMarked
package org.ocppgateway.routing.sweep;

import org.jspecify.annotations.NullMarked;
