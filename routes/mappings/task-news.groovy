// The task on the deal for what the books say, where a person has to settle it.
def news = variables.news

"${news.words()}\nWhat to do: ${news.fix()}"
