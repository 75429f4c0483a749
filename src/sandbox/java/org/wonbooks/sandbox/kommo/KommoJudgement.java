package org.wonbooks.sandbox.kommo;

import java.util.List;
import org.wonbooks.sandbox.contract.Contract.Violation;
import org.wonbooks.sandbox.contract.Refusal;
import org.wonbooks.sandbox.kommo.crm.KommoProblem;

/** How Kommo refuses what its table does not list: its code for each kind of fault, with its place. */
final class KommoJudgement {

    private KommoJudgement() {}

    static Refusal refusal(String row, List<Violation> violations) {
        Violation first = violations.get(0);
        if (row.equals("token")) {
            return KommoProblem.oauth(400, "Check the `" + first.path() + "` parameter");
        }
        return switch (first.part()) {
            case "headers" ->
                first.path().equals("authorization")
                        ? KommoProblem.of(401, "Unauthorized", "Invalid user name or password")
                        : KommoProblem.badRequest("The header " + first.path() + " is not valid");
            case "query" ->
                first.path().equals("limit") && first.given().asText().matches("\\d{3,}")
                        ? KommoProblem.of(422, "Unprocessable Entity", "Limit 250 per page")
                        : KommoProblem.badRequest("The parameter " + first.path() + " is not valid");
            default -> body(violations);
        };
    }

    private static Refusal body(List<Violation> violations) {
        if (violations.get(0).path().isEmpty()) {
            return KommoProblem.badRequest("Invalid request body");
        }
        KommoProblem.Faults faults = new KommoProblem.Faults();
        violations.stream().filter(fault -> !fault.path().isEmpty()).forEach(fault -> {
            String path = fault.path();
            if (path.matches("\\d+(\\..*)?")) {
                faults.item(path.replaceFirst("\\..*", ""));
                path = path.replaceFirst("^\\d+\\.?", "");
            }
            String wanted = fault.wanted().asText();
            switch (fault.keyword()) {
                case "type" ->
                    faults.invalidType(path, wanted.replace("integer", "int").replace("boolean", "bool"));
                case "enum", "const" -> faults.notSupportedChoice(path);
                case "required" -> faults.add("FieldMissing", path, "This field is missing.");
                case "unknown" -> faults.add("NotExpected", path, "This field was not expected.");
                case "maxLength" ->
                    faults.add(
                            "TooLong",
                            path,
                            "This value is too long. It should have " + wanted + " characters or less.");
                case "pattern" ->
                    faults.invalidType(
                            path, fault.given().asText().matches("\\d{4}-\\d\\d-\\d\\d.*") ? "datetime" : "string");
                default -> faults.add("InvalidValue", path, "This value is not valid.");
            }
        });
        return faults.refusal();
    }
}
