/** Charge points on slow links, and peers that try to keep them from being heard. */
@NullMarked
package org.ocppgateway.ops.bench.flood;

import org.jspecify.annotations.NullMarked;
