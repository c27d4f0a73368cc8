/** Tests of credentials, and what every store of them keeps. */
@NullMarked
package org.ocppgateway.routing.credential;

import org.jspecify.annotations.NullMarked;
