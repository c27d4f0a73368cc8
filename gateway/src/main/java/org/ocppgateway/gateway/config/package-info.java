/** Configuration: reads HOCON and environment into the settings of the other packages. Reports all problems together. */
@NullMarked
package org.ocppgateway.gateway.config;

import org.jspecify.annotations.NullMarked;
