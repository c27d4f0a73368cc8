/** The rules of the house, as tests: which way the arrows point, where foreign libraries live, what no file may hold. */
@NullMarked
package org.ocppgateway.ops.architecture;

import org.jspecify.annotations.NullMarked;
