"""Everything that joins the apps to a machine: settings, servers, start and stop."""
