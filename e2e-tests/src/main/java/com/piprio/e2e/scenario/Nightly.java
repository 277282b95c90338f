package com.piprio.e2e.scenario;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** A scenario that takes too long for every build: it runs only with the Maven profile {@code nightly}. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag(Nightly.TAG)
public @interface Nightly {

    /** What {@code excludedITs} names in the POM. */
    String TAG = "nightly";
}
