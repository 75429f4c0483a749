package org.wonbooks.routes.check.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.wonbooks.fault.Fault;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.routes.check.product.JavaDirects;
import org.wonbooks.work.run.WorkRunRoute;

/** What is asked of policies is what Java relies on. */
class WorkPolicyTest {

    @Test
    void eachKindOfFaultHasAnOutcome() {
        Set<String> kinds = new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests()).importPackages("org.wonbooks.fault").stream()
                        .filter(type -> type.getRawSuperclass()
                                .filter(parent -> parent.isEquivalentTo(Fault.class))
                                .isPresent())
                        .map(JavaClass::getName)
                        .filter(name -> !name.equals(PermanentFault.class.getName()))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(kinds).hasSizeGreaterThan(5);
        assertThat(WorkPolicy.OUTCOMES).containsKeys(kinds.toArray(String[]::new));
    }

    @Test
    void eachOutcomeIsOneOfJavas() {
        assertThat(WorkPolicy.OUTCOMES.values())
                .allMatch(outcome -> JavaDirects.NAMES.contains(outcome.substring("direct:".length())));
    }

    @Test
    void thePolicyIsTheOneThatJavaNames() {
        assertThat(WorkRunRoute.POLICY).isEqualTo(WorkPolicy.ID);
    }
}
