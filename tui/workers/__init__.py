"""What runs behind the screens: threads that only post messages."""
