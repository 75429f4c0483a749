// The task on a deal that needs a person.
def task = variables.task
// Who reads this can change the deal, and no more.
def fix = task.fix()?.replaceFirst(/, then press “Try again”\.$/,
        '. Wonbooks sees by itself when the deal was changed; after a change elsewhere, ask whoever runs Wonbooks to press “Try again”.')

"Wonbooks needs you: ${task.attention()}." + (fix ? "\nWhat to do: $fix" : '')
