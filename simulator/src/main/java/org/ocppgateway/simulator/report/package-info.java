/** Output of a run: progress line, summary tables, and report files. */
@NullMarked
package org.ocppgateway.simulator.report;

import org.jspecify.annotations.NullMarked;
