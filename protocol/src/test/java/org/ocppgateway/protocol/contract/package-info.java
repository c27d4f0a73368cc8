/** For the tests of every module: what they produce is held against the contract's schemas. */
@NullMarked
package org.ocppgateway.protocol.contract;

import org.jspecify.annotations.NullMarked;
