"""Run every benchmark of this folder, one after the other."""

import subprocess
import sys
from pathlib import Path

for script in sorted(Path(__file__).parent.glob("bench_*.py")):
    sys.stdout.write(f"== {script.name}\n")
    sys.stdout.flush()
    subprocess.run([sys.executable, str(script)], check=False)
