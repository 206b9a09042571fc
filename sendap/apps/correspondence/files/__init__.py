"""Files: kept on a case once checked, shown to those whom they are for, lost by nobody."""
