/** Tests of the alert rules, the dashboards and the runbook. */
@NullMarked
package org.ocppgateway.ops.monitoring;

import org.jspecify.annotations.NullMarked;
