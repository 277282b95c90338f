/**
 * Releases as scenarios make them: a copy of the catalogue with something added. Uses SnakeYAML.
 */
@NullMarked
package com.piprio.e2e.release;

import org.jspecify.annotations.NullMarked;
