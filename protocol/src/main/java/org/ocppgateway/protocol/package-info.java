/** placeholder */
@NullMarked
package org.ocppgateway.protocol;

import org.jspecify.annotations.NullMarked;
