export TOKENFORME_OPENAI_KEY="sk-your-images-key"
