/**
 * Releases as data: what {@code release.yaml} says, what a catalogue of them allows, and what an installation must fit.
 *
 * <p>Uses the JDK and Jackson; knows neither Docker nor the installation, and does nothing but read files.
 */
@NullMarked
package com.piprio.release;

import org.jspecify.annotations.NullMarked;
