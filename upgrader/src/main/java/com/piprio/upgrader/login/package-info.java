/**
 * How a registry is asked that wants to know who asks: logins, tokens, and redirects that must not carry them elsewhere.
 *
 * <p>Uses {@code compose-client}, which knows the logins, and decides nothing about releases.
 */
@NullMarked
package com.piprio.upgrader.login;

import org.jspecify.annotations.NullMarked;
