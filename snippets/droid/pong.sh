droid exec "Say pong"
