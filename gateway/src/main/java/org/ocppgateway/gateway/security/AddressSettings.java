package org.ocppgateway.gateway.security;

import org.ocppgateway.gateway.limit.Allowance;
import org.ocppgateway.gateway.limit.AllowedNetworks;

/**
 * Limits of client addresses.
 *
 * @param allowed networks that may connect
 * @param upgrades upgrade requests of one address
 * @param maxAddresses maximum number of addresses whose requests are counted
 */
public record AddressSettings(AllowedNetworks allowed, Allowance upgrades, int maxAddresses) {}
