/** placeholder */
@NullMarked
package org.ocppgateway.ops;

import org.jspecify.annotations.NullMarked;
