/** The rows of the list of faults, each as a test that breaks real processes. */
@NullMarked
package org.ocppgateway.ops.faults;

import org.jspecify.annotations.NullMarked;
