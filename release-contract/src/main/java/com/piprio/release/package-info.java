/** Releases as data. */
@org.jspecify.annotations.NullMarked
package com.piprio.release;
