/** Tests of the Helm chart: what it renders, its values, and that the gateway accepts its configuration. */
@NullMarked
package org.ocppgateway.ops.kubernetes;

import org.jspecify.annotations.NullMarked;
