// The note on the deal when the books say something beside its money: a refund receipt, or an e-mail that came back.
def news = variables.news

news.words() + (news.fix() ? "\nWhat to do: ${news.fix()}" : '')
