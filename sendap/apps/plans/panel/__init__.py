"""The panel: its agenda, the pack of each case, and stepping back from one."""
