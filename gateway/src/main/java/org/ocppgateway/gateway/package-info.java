/** placeholder */
@NullMarked
package org.ocppgateway.gateway;

import org.jspecify.annotations.NullMarked;
