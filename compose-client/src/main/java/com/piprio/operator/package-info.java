/**
 * What goes wrong in a way that an operator can mend: one exception and one list of codes for all tooling modules.
 *
 * <p>Uses nothing but the JDK.
 */
@NullMarked
package com.piprio.operator;

import org.jspecify.annotations.NullMarked;
