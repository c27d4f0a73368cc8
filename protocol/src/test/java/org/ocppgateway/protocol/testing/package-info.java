/** Helpers for the tests of all modules: timeouts, ports and common values. */
@NullMarked
package org.ocppgateway.protocol.testing;

import org.jspecify.annotations.NullMarked;
