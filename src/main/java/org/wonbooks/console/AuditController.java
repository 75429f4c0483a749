package org.wonbooks.console;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What people did, in {@code /api/v1}. */
@ApiController
class AuditController {

    private final AuditLog audit;

    AuditController(AuditLog audit) {
        this.audit = audit;
    }

    @GetMapping("/api/v1/audit")
    Page<AuditLog.Entry> list(@RequestParam(defaultValue = "0") int page) {
        return audit.list(page);
    }
}
