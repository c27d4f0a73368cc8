/** Tests of the sweeper in memory, with a hand-driven clock. */
@NullMarked
package org.ocppgateway.routing.sweep;

import org.jspecify.annotations.NullMarked;
