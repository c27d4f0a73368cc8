/** Contract test of registrations. */
@NullMarked
package org.ocppgateway.routing.registration;

import org.jspecify.annotations.NullMarked;
