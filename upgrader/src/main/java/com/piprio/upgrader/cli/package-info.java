/**
 * The command line: the only place that knows picocli, standard output, the terminal and the process's exit code, and
 * the only one that puts the parts together.
 */
@NullMarked
package com.piprio.upgrader.cli;

import org.jspecify.annotations.NullMarked;
