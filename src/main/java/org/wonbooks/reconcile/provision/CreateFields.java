package org.wonbooks.reconcile.provision;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Keeps;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.component.write.Mapping;
import org.wonbooks.component.write.Write;
import org.wonbooks.connection.CardFields;
import org.wonbooks.connection.CardFields.CardField;
import org.wonbooks.fault.Fault;
import org.wonbooks.fault.ForbiddenFault;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.kommo.account.FieldList;

/** Creates the fields on the deal that the account lacks. */
@Component("createFields")
@Keeps("fields")
class CreateFields implements Write.ToKommo<Void> {

    @Override
    public Read<?> before(Run run) {
        return Read.of(FieldList.PATH, FieldList.class).take(present -> run.keep("fields", FieldList.of(present)));
    }

    @Override
    public Call begin(Run run, Mapping mapping) {
        List<Map<String, Object>> missing =
                missing(run.connection().settings().fields(), run.get("fields", FieldList.class));
        return missing.isEmpty() ? null : Call.post("leads/custom_fields", mapping.json(missing));
    }

    /** As Kommo takes them. */
    private static List<Map<String, Object>> missing(CardFields codes, FieldList present) {
        return Stream.of(CardField.values())
                .filter(field -> !present.codes().contains(field.code(codes)))
                .map(field -> Map.<String, Object>of(
                        "name",
                        field.title(),
                        "type",
                        field.types().get(0),
                        "code",
                        field.code(codes),
                        "is_api_only",
                        true))
                .toList();
    }

    @Override
    public Class<Void> answer() {
        return Void.class;
    }

    @Override
    public Read<?> done(Run run, Call call, Void answer) {
        return null;
    }

    /** Rights that go as far as deals, but not as far as making fields, stop no deal. */
    @Override
    public Read<?> failed(Run run, Call call, Fault fault) {
        if (fault instanceof ForbiddenFault) {
            throw new PermanentFault("The fields can't be made: " + fault.getMessage(), fault.fix());
        }
        throw fault;
    }
}
