package com.piprio.upgrader.wrong.left;

import com.piprio.upgrader.wrong.right.Right;

/** One half of a cycle between packages, which the rules must find. */
public final class Left {
    private Left() {}

    public static int size() {
        return Right.size() + 1;
    }

    public static int zero() {
        return 0;
    }
}
