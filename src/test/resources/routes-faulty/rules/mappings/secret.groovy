[
    key: "Basic dXNlcjpwYXNzd29yZA=="
]
