"""Who may do what: logins, people on the rolls, their standing, and the trail of staff acts."""
