// The task on a deal that needs a person.
def task = variables.task

"Wonbooks needs you: ${task.attention()}." + (task.fix() ? "\nWhat to do: ${task.fix()}" : '')
