/**
 * The benchmark of backup and restore: a data set in the platform's own schema, the contenders, and how their time, size
 * and memory are measured. Uses {@code com.piprio.bench} for what all benchmarks share, the harness of {@code e2e-tests}
 * for processes and Docker, and {@code backup-restore} only in the child process that is measured.
 */
@NullMarked
package com.piprio.bench.backup;

import org.jspecify.annotations.NullMarked;
