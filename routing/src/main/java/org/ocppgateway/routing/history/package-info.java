/** Ended sessions of charge points. */
@NullMarked
package org.ocppgateway.routing.history;

import org.jspecify.annotations.NullMarked;
