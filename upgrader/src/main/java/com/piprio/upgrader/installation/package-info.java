/**
 * The files of an installation: configuration, lock, journal, history. Uses {@code compose-client} for {@code .env} and
 * atomic writes; never talks to Docker.
 */
@NullMarked
package com.piprio.upgrader.installation;

import org.jspecify.annotations.NullMarked;
