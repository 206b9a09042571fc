"""Pages of consultations: a case's, those of a setting or authority that was asked, and many."""
