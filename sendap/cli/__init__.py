"""The console command ``sendap``."""
