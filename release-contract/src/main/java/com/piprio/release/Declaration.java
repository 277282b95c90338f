package com.piprio.release;

/**
 * A breaking difference that a release brings on purpose.
 *
 * @param rule that finds it, such as {@code E7}
 * @param subject what it concerns, such as the name of a variable
 * @param why one sentence for operators
 */
public record Declaration(String rule, String subject, String why) {}
