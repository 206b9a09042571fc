"""What goes out and what comes in: notices and their copies, messages."""
