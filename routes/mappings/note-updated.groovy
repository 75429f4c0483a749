// The note on the deal when its invoice followed an edit of the deal: `update` has what was frozen before, and what is now.
import static org.wonbooks.invoicing.Words.amount

def deal = variables.deal
def before = variables.update.before()
def now = variables.update.now()
def name = before.description() != now.description() ? ", for \"${now.description()}\"" : ''

"Invoice ${deal.docNumber() ?: deal.invoiceId()} was updated, since the deal was edited: from " +
        "${amount(before.amount(), deal.currency())} to ${amount(now.amount(), deal.currency())}${name}."
