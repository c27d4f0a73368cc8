/** Admin server: health pages and metrics over HTTP on a separate port. Other packages mount further pages. */
@NullMarked
package org.ocppgateway.gateway.admin;

import org.jspecify.annotations.NullMarked;
