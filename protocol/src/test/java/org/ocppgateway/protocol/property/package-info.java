/** Seeded random input for property tests. */
@NullMarked
package org.ocppgateway.protocol.property;

import org.jspecify.annotations.NullMarked;
