/** The command {@code ops/ctl}: the HTTP API of a gateway from the terminal. It uses the API and nothing else. */
@NullMarked
package org.ocppgateway.ops.ctl;

import org.jspecify.annotations.NullMarked;
