from openai import OpenAI

client = OpenAI()
response = client.responses.create(
    model="gpt-5.5",
    instructions="You are a helpful assistant.",
    input="Say pong",
)
print(response.output_text)
