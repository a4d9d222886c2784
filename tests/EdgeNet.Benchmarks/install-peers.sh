#!/usr/bin/env bash
# Installs the peers of the comparison from Debian's packages: scikit-learn and PyTorch, with OpenBLAS for their matrix products.
set -euo pipefail
apt-get update
DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends python3-sklearn python3-torch libopenblas0-pthread
