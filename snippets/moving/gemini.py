from google import genai

client = genai.Client()
response = client.models.generate_content(model="gemini-2.5-pro", contents="Say pong")
print(response.text)
