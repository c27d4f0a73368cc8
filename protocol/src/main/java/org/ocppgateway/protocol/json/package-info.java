/** JSON writer and scanner for the hot path, where a general library is too slow. */
@NullMarked
package org.ocppgateway.protocol.json;

import org.jspecify.annotations.NullMarked;
