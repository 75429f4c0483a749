// The note on the deal once it is invoiced.
def deal = variables.deal
def sent = deal.emailedAt() ? 'emailed to ' + deal.intent().email() : (deal.reason() ?: 'not emailed')

"Invoice ${deal.docNumber() ?: deal.invoiceId()} for ${deal.total().toPlainString()} ${deal.currency() ?: ''}: ${sent}." +
        (deal.invoiceUrl() ? " Payment link: ${deal.invoiceUrl()}" : '')
