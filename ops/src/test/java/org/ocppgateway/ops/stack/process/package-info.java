/** Tests of the fixtures that all end-to-end tests use. */
@NullMarked
package org.ocppgateway.ops.stack.process;

import org.jspecify.annotations.NullMarked;
