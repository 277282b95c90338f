/** What a run tells whoever watches: events on one side, lines for a terminal, a pipe or a log file on the other. */
@NullMarked
package com.piprio.upgrader.report;

import org.jspecify.annotations.NullMarked;
