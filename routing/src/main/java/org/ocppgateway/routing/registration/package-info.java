/** Registration of charge points, shared by all pods and kept independently of their lifetime. */
@NullMarked
package org.ocppgateway.routing.registration;

import org.jspecify.annotations.NullMarked;
