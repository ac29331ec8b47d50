import os
import re
import sqlite3

from openai import OpenAI

client = OpenAI(
    api_key=os.environ["TOKENFORME_OPENAI_KEY"],
    base_url="https://api.tokenfor.me/v1",
)
documents = [
    ("refunds.md", "A refund takes five days, and goes to the card that paid."),
    ("visitors.md", "When a visitor says ping, say pong."),
]
question = "Which word answers ping?"

index = sqlite3.connect(":memory:")
index.execute("CREATE VIRTUAL TABLE documents USING fts5(name, text)")
index.executemany("INSERT INTO documents VALUES (?, ?)", documents)
found = index.execute(
    "SELECT name, text FROM documents WHERE documents MATCH ? ORDER BY rank LIMIT 3",
    [" OR ".join(re.findall(r"\w+", question))],
).fetchall()

completion = client.chat.completions.create(
    model="gpt-5.5",
    messages=[
        {"role": "system", "content": "Answer from the documents alone."},
        *({"role": "user", "content": f"{name}: {text}"} for name, text in found),
        {"role": "user", "content": question},
    ],
)
print(completion.choices[0].message.content)
print("from", *[name for name, _ in found])
