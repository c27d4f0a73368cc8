/** The contract with backends as documents that machines and people read, all written from the unified model's dictionaries. */
@NullMarked
package org.ocppgateway.ops.contract;

import org.jspecify.annotations.NullMarked;
