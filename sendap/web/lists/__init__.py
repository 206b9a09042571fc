"""Pages of the tailored list: the officers', the family's and the published weights."""
