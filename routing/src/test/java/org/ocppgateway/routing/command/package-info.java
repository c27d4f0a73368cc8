/** Tests of the command lifecycle, with fakes that fulfil the contracts of the real implementations. */
@NullMarked
package org.ocppgateway.routing.command;

import org.jspecify.annotations.NullMarked;
