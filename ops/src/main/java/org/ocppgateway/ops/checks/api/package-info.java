/** Runs a public fuzzer against the API of a stack of its own. */
@NullMarked
package org.ocppgateway.ops.checks.api;

import org.jspecify.annotations.NullMarked;
