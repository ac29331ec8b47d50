import json
import shutil
import subprocess

SCHEMA = {
    "type": "object",
    "properties": {"word": {"type": "string"}},
    "required": ["word"],
}

command = [shutil.which("claude") or "claude", "-p", "Say pong", "--bare"]
command += ["--output-format", "json", "--json-schema", json.dumps(SCHEMA)]
done = subprocess.run(command, capture_output=True, text=True, check=True)
print(json.loads(done.stdout)["structured_output"]["word"])
