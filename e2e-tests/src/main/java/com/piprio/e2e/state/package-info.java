/**
 * What an installation is at one moment: rows, objects, settings, containers, and the differences between two moments.
 * Uses {@code docker}, {@code installation} and an S3 client.
 */
@NullMarked
package com.piprio.e2e.state;

import org.jspecify.annotations.NullMarked;
