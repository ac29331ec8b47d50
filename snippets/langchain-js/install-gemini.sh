npm install @langchain/google-genai @langchain/core langchain
