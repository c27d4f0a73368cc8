/**
 * The only room for Jedis: routes, leases, command states and registrations in Redis.
 *
 * <p>One thread talks to Redis, in pipelines ({@link org.ocppgateway.routing.redis.client.RedisLink}); all that it runs are scripts and plain
 * commands on one key each, so that a cluster works, too. The keys:
 *
 * <table>
 * <caption>Keys in Redis</caption>
 * <tr><th>key</th><th>type</th><th>lives</th><th>holds</th></tr>
 * <tr><td>{@code conn:<chargePointId>}</td><td>string</td><td>90 s, renewed every 30 s</td>
 *     <td>the route: {@code {"pod","partition","epoch","protocol","connectedAt"}}</td></tr>
 * <tr><td>{@code pod:<podId>}</td><td>string</td><td>10 s, renewed every 3 s</td>
 *     <td>the lease: {@code {"nonce","address","secret","partition","startOffset"}}</td></tr>
 * <tr><td>{@code pods}</td><td>hash</td><td>for good</td>
 *     <td>the incarnations ({@code <podId>/<nonce>}) that have notes, with their partition of {@code commands-down}</td></tr>
 * <tr><td>{@code held:<podId>/<nonce>}</td><td>hash</td><td>24 h after its pod</td>
 *     <td>what that incarnation holds: by charge point, epoch and protocol of the session</td></tr>
 * <tr><td>{@code lost:<podId>/<nonce>}</td><td>string</td><td>30 s, then 24 h</td>
 *     <td>that it was declared lost: the greatest epoch lost with it, and who sees to it as long as somebody does</td></tr>
 * <tr><td>{@code tally:<what>:<chargePointId>}</td><td>string</td><td>60 s</td>
 *     <td>how often something happened in a minute, over all pods ({@link org.ocppgateway.routing.route.WindowCounter}); also what the
 *     {@link org.ocppgateway.routing.redis.client.Probe} writes</td></tr>
 * <tr><td>{@code cmd:<commandId>}</td><td>hash</td><td>24 h</td>
 *     <td>the command's {@code state} (received, waiting, sent, ended), {@code owner} ({@code <podId>/<nonce>}), {@code chargePointId},
 *     {@code receivedAt}, {@code sentAt}, and once ended its {@code result} as published and {@code delivered}</td></tr>
 * <tr><td>{@code gateway:era}</td><td>hash</td><td>for ever</td>
 *     <td>{@code since} when Redis has known everything without a gap, and the {@code server} of which that is true
 *     ({@link org.ocppgateway.routing.redis.RedisContinuity})</td></tr>
 * <tr><td>{@code registration:<chargePointId>}</td><td>hash</td><td>365 d after the last session began</td>
 *     <td>the answer to its last BootNotification: {@code status} (accepted, pending, rejected), {@code epoch} of that session,
 *     {@code vendor}, {@code model}, {@code firmware} as far as it told them</td></tr>
 * </table>
 */
@NullMarked
package org.ocppgateway.routing.redis;

import org.jspecify.annotations.NullMarked;
