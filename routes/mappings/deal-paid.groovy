// What the deal in Kommo shows of the money. A date is sent as noon in the account's zone, so that no zone shifts the day,
// and always with its seconds, as RFC 3339 wants it: a text made by Java itself leaves them out where they are 0.
import static java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME

def deal = variables.deal
def settlement = deal.told()
def fields = variables.connection.settings().fields()
def field = { code, value -> [field_code: code, values: value == null ? null : [[value: value]]] }
def noon = settlement.paidOn()?.atTime(12, 0)?.atZone(variables.connection.zone())?.format(ISO_OFFSET_DATE_TIME)
def stage = variables.stage

[
    pipeline_id         : stage?.pipelineId(),
    status_id           : stage?.statusId(),
    custom_fields_values: [
        // A bookkeeper may have given the invoice another number.
        field(fields.invoiceNumber(), deal.docNumber()),
        field(fields.paid(), settlement.full()),
        field(fields.paidAmount(), settlement.paid().toPlainString()),
        field(fields.paymentDate(), noon),
    ],
].findAll { it.value != null }
