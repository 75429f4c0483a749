// The note on the deal when money came.
def deal = variables.deal
def currency = deal.currency() ?: ''
def paid = deal.settlement().paid().toPlainString()
def day = deal.paidOn() ? " on ${deal.paidOn()}" : ''

deal.balance().signum() == 0
        ? "Invoice ${deal.docNumber()} is paid: ${paid} ${currency}${day}."
        : "Invoice ${deal.docNumber()}: ${paid} of ${deal.total().toPlainString()} ${currency} paid${day}, ${deal.balance().toPlainString()} open."
