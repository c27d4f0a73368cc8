/** Tests of the command line. */
@NullMarked
package org.ocppgateway.simulator;

import org.jspecify.annotations.NullMarked;
