/** The parts of {@code ops/image} that need the project's servers or JSON: the run that fills the class archive, and the bill of materials. */
@NullMarked
package org.ocppgateway.ops.image;

import org.jspecify.annotations.NullMarked;
