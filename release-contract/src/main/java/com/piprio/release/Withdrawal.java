package com.piprio.release;

/**
 * A release that turned out to be no good: nobody may upgrade to it or through it any more, whoever runs it may leave.
 *
 * @param version which
 * @param reason one sentence for operators, without a full stop
 */
public record Withdrawal(ReleaseVersion version, String reason) {}
