package org.wonbooks.schedule;

import java.util.function.Consumer;

/** Gives what they are to do to somebody else. */
final class HandsOfTheirOwn extends CallersHands {

    private final Consumer<Runnable> doer;

    HandsOfTheirOwn(Consumer<Runnable> doer) {
        this.doer = doer;
    }

    @Override
    public void execute(Runnable work) {
        doer.accept(work);
    }
}
