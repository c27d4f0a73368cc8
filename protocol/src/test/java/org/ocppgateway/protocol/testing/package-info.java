/** What the tests of all modules have in common: how they wait, and where their servers listen. */
@NullMarked
package org.ocppgateway.protocol.testing;

import org.jspecify.annotations.NullMarked;
