/**
 * Dictionaries: the messages of every OCPP version as data, compiled into types that validate while they read.
 *
 * <p>A dictionary is a text file. It consists of sections, which start at the beginning of a line:
 * <pre>
 * message BootNotification from charge-point            # or: to charge-point, or: both
 *   request
 *     chargePointVendor*   string(20)                   # * = required
 *     chargePointModel*    string(20)
 *   response
 *     status*              Accepted | Pending | Rejected
 *     currentTime*         dateTime
 *     interval*            integer
 *
 * message NotifyPeriodicEventStream from charge-point unanswered
 *   request                                             # no response
 *     id*                  integer(0..)
 *
 * type IdTagInfo                                        # fields of an object; 'open' after the name allows other fields
 *   expiryDate             dateTime
 *   status*                AuthorizationStatus
 *
 * enum AuthorizationStatus = Accepted | Blocked | Expired
 *   | Invalid | ConcurrentTx                            # a line that starts with | continues the previous line
 *
 * # The unified model has sections event, command, reply and answer.
 * event transaction.started -- Two dashes start the documentation.
 *                           -- Lines that start with two dashes continue it.
 *   transactionId*         string(1..36) -- Id of the transaction.
 *
 * everywhere                                            # fields of every object that is not open
 *   customData             CustomData
 *
 * include ocpp-2.1/security.dictionary                  # relative to this file
 * </pre>
 *
 * <p>The type of a field is one of
 * <pre>
 * string  string(20)  string(1..20)                     characters
 * integer  integer(0..)  integer(0..100)                integers, bounds included
 * number  number(..0)  number(by 0.1)  number(0..100 by 0.1)
 * boolean  dateTime  uri  any
 * Accepted | Rejected                                   enumeration
 * SampledValue                                          declared type or enum
 * SampledValue[]  SampledValue[1..]  string(50)[1..4]   arrays
 * </pre>
 *
 * <p>The payloads of a message are named {@code ResetRequest} and {@code ResetResponse}. Sections may be in any order. The
 * dictionary is validated completely when it is loaded. Every problem is reported with its file and line.
 */
@NullMarked
package org.ocppgateway.protocol.dictionary;

import org.jspecify.annotations.NullMarked;
