/** The little JSON that is written and skipped by hand, because it is on every message's way. */
@NullMarked
package org.ocppgateway.protocol.json;

import org.jspecify.annotations.NullMarked;
