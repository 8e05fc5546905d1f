"""Set-up of a checkout: Python, system packages, `.venv`, default models. Standard library only."""
