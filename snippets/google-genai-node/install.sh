npm install @google/genai
