/** Tests of registrations, and what every implementation of them keeps. */
@NullMarked
package org.ocppgateway.routing.registration;

import org.jspecify.annotations.NullMarked;
