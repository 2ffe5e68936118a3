"""Pictures of the running app for the README, made by `python -m tui.pictures FOLDER`."""
