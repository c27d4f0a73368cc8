/** The command {@code ops/contract}: writes the generated documents of the contract with backends. */
@NullMarked
package org.ocppgateway.ops.contract;

import org.jspecify.annotations.NullMarked;
