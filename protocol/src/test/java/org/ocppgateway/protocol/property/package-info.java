/** What the property tests share: seeded randomness, and what they draw from it. */
@NullMarked
package org.ocppgateway.protocol.property;

import org.jspecify.annotations.NullMarked;
