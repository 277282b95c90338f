/**
 * Docker and Docker Compose as a library: commands are values, one runner runs them, answers are read from JSON.
 *
 * <p>Uses the {@code docker} command line, its configuration and the programs that keep its logins, Jackson and {@code
 * com.piprio.operator}. What a command did is judged by its exit code and its JSON, never by its English.
 */
@NullMarked
package com.piprio.compose;

import org.jspecify.annotations.NullMarked;
