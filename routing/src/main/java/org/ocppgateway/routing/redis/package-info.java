/**
 * Stores in Redis: routes, leases, route indexes, command states, registrations and counters. Each script or command
 * concerns one key, so that a cluster works. The connection is in {@code routing.redis.client}. The keys:
 *
 * <table>
 * <caption>Keys in Redis</caption>
 * <tr><th>key</th><th>type</th><th>lifetime</th><th>content</th></tr>
 * <tr><td>{@code conn:<chargePointId>}</td><td>string</td><td>90 s, renewed every 30 s</td>
 *     <td>the route: {@code {"pod","partition","epoch","protocol","connectedAt"}}</td></tr>
 * <tr><td>{@code pod:<podId>}</td><td>string</td><td>10 s, renewed every 3 s</td>
 *     <td>the lease: {@code {"nonce","address","secret","partition","startOffset"}}</td></tr>
 * <tr><td>{@code pods}</td><td>hash</td><td>unlimited</td>
 *     <td>incarnations ({@code <podId>/<nonce>}) with a route index, and their partition of {@code commands-down}</td></tr>
 * <tr><td>{@code held:<podId>/<nonce>}</td><td>hash</td><td>24 h after the death of its pod</td>
 *     <td>the route index of that incarnation: epoch and protocol of each session by charge point</td></tr>
 * <tr><td>{@code lost:<podId>/<nonce>}</td><td>string</td><td>30 s, then 24 h</td>
 *     <td>the declaration that an incarnation is lost: the greatest lost epoch, and during the cleanup its executor</td></tr>
 * <tr><td>{@code tally:<what>:<chargePointId>}</td><td>string</td><td>60 s</td>
 *     <td>a counter over all pods ({@link org.ocppgateway.routing.route.WindowCounter}); also the writes of the probe</td></tr>
 * <tr><td>{@code cmd:<commandId>}</td><td>hash</td><td>24 h</td>
 *     <td>{@code state} (received, waiting, sent, ended), {@code owner} ({@code <podId>/<nonce>}),
 *     {@code chargePointId}, {@code receivedAt}, {@code sentAt}, after the end the published {@code result} and
 *     {@code delivered}</td></tr>
 * <tr><td>{@code gateway:era}</td><td>hash</td><td>unlimited</td>
 *     <td>{@code since}: start of the time without data loss; {@code server}: the server for which this holds
 *     ({@link org.ocppgateway.routing.redis.RedisContinuity})</td></tr>
 * <tr><td>{@code registration:<chargePointId>}</td><td>hash</td><td>365 d after the start of the last session</td>
 *     <td>the answer to the last BootNotification: {@code status} (accepted, pending, rejected), {@code epoch} of that
 *     session, and {@code vendor}, {@code model}, {@code firmware} as reported</td></tr>
 * </table>
 */
@NullMarked
package org.ocppgateway.routing.redis;

import org.jspecify.annotations.NullMarked;
