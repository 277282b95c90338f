package com.piprio.upgrader.wrong.right;

import com.piprio.upgrader.wrong.left.Left;

/** The other half. */
public final class Right {
    private Right() {}

    public static int size() {
        return Left.zero() + 1;
    }
}
