package com.piprio.e2e.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SweepTest {

    private static final long NOBODY = 4_999_999L;

    @Test
    void takesWhatASuiteLeftThatRunsNoMore() {
        assertThat(Sweep.abandoned("piprio-e2e-" + NOBODY + "-1", false)).isTrue();
    }

    @Test
    void leavesOtherProjectsAndRunningSuitesAlone() {
        assertThat(Sweep.abandoned("piprio", true)).isFalse();
        assertThat(Sweep.abandoned("piprio-e2e-1-1", true)).isFalse();
        assertThat(Sweep.abandoned(Sweep.newProject(), false)).isFalse();
    }

    @Test
    void takesItsOwnAtTheEnd() {
        assertThat(Sweep.abandoned(Sweep.newProject(), true)).isTrue();
    }
}
