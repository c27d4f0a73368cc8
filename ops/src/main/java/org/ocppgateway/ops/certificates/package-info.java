/** Certificates for development: never use them for charge points in the field. */
@NullMarked
package org.ocppgateway.ops.certificates;

import org.jspecify.annotations.NullMarked;
