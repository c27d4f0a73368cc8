/** What operators, kubelet and Prometheus see: health and metrics over HTTP, on a port of its own. */
@NullMarked
package org.ocppgateway.gateway.admin;

import org.jspecify.annotations.NullMarked;
