// The note on the deal once it is invoiced.
import org.wonbooks.invoicing.Words

def deal = variables.deal
def zone = variables.connection.zone()
def sent = deal.emailedAt()
        ? "emailed to ${deal.recipients()} on ${deal.emailedAt().atZone(zone).toLocalDate()}"
        : (deal.reason() ?: 'not emailed')

def online = deal.intent().payByCard() || deal.intent().payByBank()
def link = deal.invoiceUrl() ? " Payment link: ${deal.invoiceUrl()}"
        : !online ? ' No payment link: online payment is off.'
        : !deal.intent().email() ? ' No payment link, for lack of an e-mail.'
        : ' No payment link: QuickBooks Payments is not active.'
def tax = deal.total() > deal.intent().amount()
        ? " (${Words.amount(deal.intent().amount(), null)} and ${Words.amount(deal.total() - deal.intent().amount(), null)} tax)" : ''

def passedOver = deal.emailedAt() && deal.intent().passedOver() ? " ${deal.intent().passedOver()}." : ''

"Invoice ${deal.docNumber() ?: deal.invoiceId()} of ${deal.intent().date()} for ${Words.amount(deal.total(), deal.currency())}$tax" +
        ", made since the deal was won: ${sent}." +
        passedOver + link
