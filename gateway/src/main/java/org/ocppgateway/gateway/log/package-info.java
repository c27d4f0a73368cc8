/** Where log lines wait for whoever reads them. */
@NullMarked
package org.ocppgateway.gateway.log;

import org.jspecify.annotations.NullMarked;
