/** Tests of the fixtures that all end-to-end tests stand on. */
@NullMarked
package org.ocppgateway.ops.process;

import org.jspecify.annotations.NullMarked;
