/** What every package that speaks HTTP shares. Uses nothing but the JDK. */
@NullMarked
package com.piprio.upgrader.http;

import org.jspecify.annotations.NullMarked;
