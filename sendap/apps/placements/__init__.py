"""What settings offer, lists made for one child, consultation, naming and places."""
