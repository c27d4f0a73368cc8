/** A rolling restart of all gateways under load: what is lost, how fast sessions leave, how even the pods are afterwards. */
@NullMarked
package org.ocppgateway.ops.checks.rollout;

import org.jspecify.annotations.NullMarked;
