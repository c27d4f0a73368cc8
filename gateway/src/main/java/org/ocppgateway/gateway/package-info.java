/** The process: what starts, in which order, and how it stops. */
@NullMarked
package org.ocppgateway.gateway;

import org.jspecify.annotations.NullMarked;
