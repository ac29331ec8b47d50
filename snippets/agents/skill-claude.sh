claude -p "/tokenforme Set this project up"
