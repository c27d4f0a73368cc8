/** What a fleet counts and times while it runs. Written to by its loops, read from any thread. */
@NullMarked
package org.ocppgateway.simulator.measure;

import org.jspecify.annotations.NullMarked;
