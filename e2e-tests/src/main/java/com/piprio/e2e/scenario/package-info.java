/**
 * What a scenario stands on: the suite's images, registry and kits, its installations, what is kept when it fails, and
 * the clean-up. Uses everything else here, and JUnit.
 */
@NullMarked
package com.piprio.e2e.scenario;

import org.jspecify.annotations.NullMarked;
