package org.wonbooks.component;

import com.fasterxml.jackson.core.JsonProcessingException;

/** Of several things that are done, whatever becomes of the others, the first failure. */
final class FirstFailure {

    private Exception first;

    /** What may fail. */
    interface Task {
        void run() throws JsonProcessingException;
    }

    void in(Task task) {
        try {
            task.run();
        } catch (RuntimeException | JsonProcessingException e) {
            if (first == null) {
                first = e;
            }
        }
    }

    void throwFirst() throws JsonProcessingException {
        if (first != null) {
            throw as(first);
        }
    }

    /** Throws it, or gives it to be thrown. */
    static RuntimeException as(Exception failure) throws JsonProcessingException {
        if (failure instanceof JsonProcessingException unreadable) {
            throw unreadable;
        }
        return (RuntimeException) failure;
    }
}
