grep -rlF --exclude-dir=.cache --exclude-dir=.npm --exclude-dir=.git "$OLD_KEY" ~/.[!.]* .
