pip install google-adk
