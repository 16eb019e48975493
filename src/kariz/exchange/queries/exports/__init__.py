"""What exports hold."""
