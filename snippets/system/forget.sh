sed -i.bak '/^export TOKENFORME_OPENAI_KEY=/d' ~/.zshrc && rm ~/.zshrc.bak
unset TOKENFORME_OPENAI_KEY
