/**
 * Every message of every OCPP version as data, compiled into readers that validate while they read.
 *
 * <p>A dictionary is a text that people read and review. It consists of sections, which begin at the start of a line:
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
 *   request                                             # and no response
 *     id*                  integer(0..)
 *
 * type IdTagInfo                                        # the fields of an object; 'open': it may have others, too
 *   expiryDate             dateTime
 *   status*                AuthorizationStatus
 *
 * enum AuthorizationStatus = Accepted | Blocked | Expired
 *   | Invalid | ConcurrentTx                            # a line that begins with | continues the one before
 *
 * # The unified model has sections event, command, reply and answer.
 * event transaction.started -- Text for people stands behind two dashes
 *                           -- and goes on in lines that begin with them.
 *   transactionId*         string(1..36) -- What the transaction is known by.
 *
 * everywhere                                            # fields of every object that is not open
 *   customData             CustomData
 *
 * include ocpp-2.1/security.dictionary                  # relative to this file
 * </pre>
 *
 * The type of a field is one of
 * <pre>
 * string  string(20)  string(1..20)                     characters
 * integer  integer(0..)  integer(0..100)                whole numbers, bounds included
 * number  number(..0)  number(by 0.1)  number(0..100 by 0.1)
 * boolean  dateTime  uri  any
 * Accepted | Rejected                                   one of these words
 * SampledValue                                          a declared type or enum
 * SampledValue[]  SampledValue[1..]  string(50)[1..4]   arrays
 * </pre>
 *
 * A payload is named after its message: {@code ResetRequest}, {@code ResetResponse}. Sections may stand in any order. A
 * dictionary is checked whole when it is loaded, and every problem is reported with its file and line.
 */
@NullMarked
package org.ocppgateway.protocol.dictionary;

import org.jspecify.annotations.NullMarked;
