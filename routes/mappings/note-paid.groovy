// The note on the deal when its money changed: how it stands, and what made it so.
import static org.wonbooks.invoicing.Words.amount

def deal = variables.deal
def settlement = deal.told()
def name = "Invoice ${deal.docNumber() ?: deal.invoiceId()}"
def paid = amount(settlement.paid(), deal.currency())
def total = amount(settlement.total(), deal.currency())
def day = settlement.paidOn() ? " on ${settlement.paidOn()}" : ''
def cause = settlement.cause() ? " (${settlement.cause()})" : ''
def unapplied = settlement.unapplied().signum() > 0
        ? " ${amount(settlement.unapplied(), deal.currency())} of the payment is for no invoice yet." : ''

switch (settlement.state().name()) {
    case 'VOIDED':
        return "$name does not count any more: ${settlement.cause()}. It is not made again by itself."
    case 'PAID':
        return "$name is paid: $paid$day$cause.$unapplied"
    default:
        return "$name: $paid of $total paid$day, ${amount(settlement.balance(), deal.currency())} open$cause.$unapplied"
}
