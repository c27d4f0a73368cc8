/** Sessions that leave at a rate: at shutdown, when an operator drains the pod, to even out the pods, and at the maximum age. */
@NullMarked
package org.ocppgateway.gateway.drain;

import org.jspecify.annotations.NullMarked;
