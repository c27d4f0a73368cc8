/** Generates the documents of the contract with backends (JSON Schema, AsyncAPI, reference page) from the unified model's dictionaries. */
@NullMarked
package org.ocppgateway.protocol.contract;

import org.jspecify.annotations.NullMarked;
