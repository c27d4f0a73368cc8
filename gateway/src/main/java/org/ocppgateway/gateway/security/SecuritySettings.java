package org.ocppgateway.gateway.security;

import org.ocppgateway.gateway.authentication.AuthenticationSettings;
import org.ocppgateway.gateway.limit.AttemptLimits;
import org.ocppgateway.gateway.password.HashKeys;
import org.ocppgateway.gateway.password.PasswordVerifier;

/**
 * Settings of {@code gateway.security}.
 *
 * @param attempts limits of failed attempts
 */
public record SecuritySettings(
        AuthenticationSettings authentication,
        SourceSettings sources,
        PasswordVerifier.Settings passwords,
        HashKeys hashKeys,
        AttemptLimits.Settings attempts,
        AddressSettings addresses) {}
