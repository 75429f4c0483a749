package org.wonbooks.work.run;

import java.util.Map;
import org.wonbooks.running.StoppedRoute;
import org.wonbooks.work.WorkKind;

/** For tests that have none of the flows. */
public class NothingStopped extends StoppedWork {

    public NothingStopped() {
        super(null);
    }

    @Override
    public Map<WorkKind, StoppedRoute> kinds() {
        return Map.of();
    }
}
