/** Charge points on slow links, and attackers that try to disturb them. */
@NullMarked
package org.ocppgateway.ops.bench.flood;

import org.jspecify.annotations.NullMarked;
