git grep --no-index -nE "api\.(openai|anthropic)\.com|generativelanguage|_(API_KEY|BASE_URL)|base_?url" "*.py" "*.mjs" "*.js" "*.ts" "*.env"
