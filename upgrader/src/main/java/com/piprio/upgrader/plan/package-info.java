/**
 * What a run will do, decided before anything is touched: values only, and how they are written down. Uses
 * {@code release-contract}.
 */
@NullMarked
package com.piprio.upgrader.plan;

import org.jspecify.annotations.NullMarked;
