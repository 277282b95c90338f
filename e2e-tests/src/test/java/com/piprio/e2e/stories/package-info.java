/**
 * The scenarios. Each class is a story that an operator could tell; {@code e2e-tests/README.md} shows how to add one.
 */
package com.piprio.e2e.stories;
