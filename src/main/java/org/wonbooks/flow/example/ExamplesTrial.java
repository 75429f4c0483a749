package org.wonbooks.flow.example;

import java.nio.file.Path;
import java.util.List;
import org.springframework.stereotype.Component;
import org.wonbooks.routes.RouteTrial;
import org.wonbooks.routes.file.RouteFault;

/** The mappings of a set of routes have to make what its examples say. */
@Component
class ExamplesTrial implements RouteTrial {

    @Override
    public List<RouteFault> faults(Path routes) {
        return MappingExamples.faults(routes.resolve("mappings")).stream()
                .map(fault -> new RouteFault(routes.resolve(fault.file()), fault.line(), fault.words()))
                .toList();
    }

    @Override
    public boolean isOfFilesAlone() {
        return true;
    }
}
