/**
 * Generates the documents of the contract with backends (JSON Schema, AsyncAPI, reference page) from the dictionaries of the
 * unified model.
 */
@NullMarked
package org.ocppgateway.protocol.contract;

import org.jspecify.annotations.NullMarked;
