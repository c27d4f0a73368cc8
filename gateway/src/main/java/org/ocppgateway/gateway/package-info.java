/** The process: the components, the order in which they start, and the shutdown. */
@NullMarked
package org.ocppgateway.gateway;

import org.jspecify.annotations.NullMarked;
