package com.piprio.release.wrong;

import com.piprio.operator.ErrorCode;
import com.piprio.upgrader.installation.RunId;

/** Sits in the contract and knows the tooling, which the rules must find. */
public final class KnowsTooMuch {
    private KnowsTooMuch() {}

    public static String of(RunId run) {
        return run.value() + ErrorCode.BUG.code();
    }
}
