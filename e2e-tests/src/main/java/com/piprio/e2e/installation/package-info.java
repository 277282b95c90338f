/**
 * An installation as its operator has it: a folder with scripts, and as its users have it: an address. Uses
 * {@code process}, {@code docker} and REST-assured.
 */
@NullMarked
package com.piprio.e2e.installation;

import org.jspecify.annotations.NullMarked;
