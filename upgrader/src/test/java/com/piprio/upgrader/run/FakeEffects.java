package com.piprio.upgrader.run;

/** The acts of a world in memory, counted from 1: at each a fault can strike. */
final class FakeEffects {
    private Fault fault = Fault.NONE;
    private Runnable onSignal = () -> {};
    private Runnable onHang = () -> {};
    private int count;

    /** Counts anew. */
    void seed(Fault newFault) {
        fault = newFault;
        count = 0;
    }

    /** What a fault does besides failing: the process is told to stop, or its time passes. */
    void onFaults(Runnable signal, Runnable hang) {
        onSignal = signal;
        onHang = hang;
    }

    int count() {
        return count;
    }

    void happen(String name, Runnable act) {
        count++;
        boolean here = fault.effect() == count;
        if (here && fault.moment() == Fault.Moment.BEFORE) {
            fault.strike(name, onSignal, onHang);
            if (fault.kind() == Fault.Kind.SIGNAL) {
                // The signal ended the child that would have made it.
                throw Fault.failed(name);
            }
        }
        act.run();
        if (here && fault.moment() == Fault.Moment.AFTER) {
            fault.strike(name, onSignal, onHang);
        }
    }
}
