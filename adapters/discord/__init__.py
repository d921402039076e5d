"""Discord: alerts as messages, commands as slash commands, presses of buttons."""
