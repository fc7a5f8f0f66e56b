"""Pages on which members make up their minds, and say why."""
