/** What people see of a running fleet: a line of progress, and a summary at the end. */
@NullMarked
package org.ocppgateway.simulator.report;

import org.jspecify.annotations.NullMarked;
